package city.chengtu.command.catalogue;

import java.time.Instant;
import java.util.Map;

/**
 * What a check of a layer's features found.
 *
 * @param version the layer's version that was checked
 * @param rows features the layer has
 * @param checked features looked at; fewer than rows when the layer is larger than a check may be
 * @param invalid features whose geometry is not valid
 * @param validShare valid ones of those checked, 0 to 1
 * @param emptyRequired how many features lack a required field, by field
 * @param duplicates features that repeat another's place and properties
 * @param outside features that do not meet the city; null when its boundary is not known
 */
record QualityFigures(
    long version,
    Instant checkedAt,
    long rows,
    long checked,
    long invalid,
    double validShare,
    Map<String, Long> emptyRequired,
    long duplicates,
    Long outside) {}
