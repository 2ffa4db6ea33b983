/**
 * Maps on paper: a PDF page at a true scale, drawn from the layers as vectors, with legend, scale
 * bar, north, sources and watermark. See README.md beside this file.
 */
package city.chengtu.command.printing;
