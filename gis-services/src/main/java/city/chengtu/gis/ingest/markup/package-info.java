/** KML 2.2 and GPX 1.0/1.1, read by a pull parser that knows no document types and no entities. */
package city.chengtu.gis.ingest.markup;
