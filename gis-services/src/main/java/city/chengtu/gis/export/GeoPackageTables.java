package city.chengtu.gis.export;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.locationtech.jts.geom.Envelope;

/** The tables about tables that a GeoPackage has (OGC 12-128r18, annex C), and what is in them. */
final class GeoPackageTables {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Connection connection;
  private final Export export;

  GeoPackageTables(Connection connection, Export export) {
    this.connection = connection;
    this.export = export;
  }

  static List<String> all() {
    return List.of(
        """
        create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer primary key, organization text not null,
          organization_coordsys_id integer not null, definition text not null, description text)
        """,
        """
        create table gpkg_contents (table_name text not null primary key, data_type text not null, identifier text unique, description text default '',
          last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x double, min_y double, max_x double, max_y double, srs_id integer,
          constraint fk_gc_r_srs_id foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id))
        """,
        """
        create table gpkg_geometry_columns (table_name text not null, column_name text not null, geometry_type_name text not null, srs_id integer not null,
          z tinyint not null, m tinyint not null, constraint pk_geom_cols primary key (table_name, column_name), constraint uk_gc_table_name unique (table_name),
          constraint fk_gc_tn foreign key (table_name) references gpkg_contents (table_name),
          constraint fk_gc_srs foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id))
        """,
        """
        create table gpkg_extensions (table_name text, column_name text, extension_name text not null, definition text not null, scope text not null,
          constraint ge_tce unique (table_name, column_name, extension_name))
        """,
        """
        create table gpkg_metadata (id integer constraint m_pk primary key asc not null, md_scope text not null default 'dataset', md_standard_uri text not null,
          mime_type text not null default 'text/xml', metadata text not null default '')
        """,
        """
        create table gpkg_metadata_reference (reference_scope text not null, table_name text, column_name text, row_id_value integer,
          timestamp datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id integer not null, md_parent_id integer,
          constraint crmr_mfi_fk foreign key (md_file_id) references gpkg_metadata (id),
          constraint crmr_mpi_fk foreign key (md_parent_id) references gpkg_metadata (id))
        """);
  }

  void describe(String table, String geometryType, Envelope extent) throws SQLException {
    systems();
    Watermark mark = export.watermark();
    String time = TIME.format(mark.at());
    int code = export.system().code();
    run(
        "insert into gpkg_contents values (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        table,
        export.layer().title().zh(),
        String.join("\n", mark.lines()),
        time,
        extent == null ? null : extent.getMinX(),
        extent == null ? null : extent.getMinY(),
        extent == null ? null : extent.getMaxX(),
        extent == null ? null : extent.getMaxY(),
        code);
    run(
        "insert into gpkg_geometry_columns values (?, 'geom', ?, ?, 0, 0)",
        table,
        geometryType,
        code);
    String definition = "http://www.geopackage.org/spec/#extension_metadata";
    for (String each : List.of("gpkg_metadata", "gpkg_metadata_reference")) {
      run(
          "insert into gpkg_extensions values (?, null, 'gpkg_metadata', ?, 'read-write')",
          each,
          definition);
    }
    run(
        "insert into gpkg_metadata values (1, 'dataset', 'urn:chengtu:download', 'text/plain', ?)",
        String.join("\n", mark.lines()));
    run(
        "insert into gpkg_metadata_reference values ('table', ?, null, null, ?, 1, null)",
        table,
        time);
  }

  private void systems() throws SQLException {
    String insert = "insert into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?, ?)";
    run(insert, "Undefined cartesian SRS", -1, "NONE", -1, "undefined", "cartesian");
    run(insert, "Undefined geographic SRS", 0, "NONE", 0, "undefined", "geographic");
    system(insert, ExportSystem.WGS84);
    if (export.system() != ExportSystem.WGS84) {
      system(insert, export.system());
    }
  }

  private void system(String insert, ExportSystem system) throws SQLException {
    run(insert, system.title(), system.code(), "EPSG", system.code(), system.wkt(), system.title());
  }

  private void run(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
