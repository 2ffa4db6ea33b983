package city.chengtu.command.catalogue;

import city.chengtu.gis.feature.Text;
import java.util.List;

/**
 * A theme with what hangs under it, for its reader.
 *
 * @param layers ids of the layers right under it that the reader sees
 * @param total layers under it and under all themes below
 */
record ThemeCount(
    String id, Text title, List<String> layers, long total, List<ThemeCount> themes) {}
