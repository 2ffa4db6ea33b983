/**
 * The catalogue of layers 数据资源目录: what there is, who is in charge of it, how far it is shared, how
 * good it is, who uses it, and being told when it changes. See README.md beside this file.
 */
package city.chengtu.command.catalogue;
