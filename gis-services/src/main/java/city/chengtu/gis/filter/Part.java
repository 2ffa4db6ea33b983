package city.chengtu.gis.filter;

/**
 * A condition or a value: what may stand in parentheses, before it is known which of them it is.
 */
sealed interface Part permits Filter, Expression {}
