/**
 * Incidents 事件: a call becomes an incident, several reports may be one, its clocks are raw
 * timestamps from which every interval is derived later. Reference data (types, levels, run cards,
 * limits) lives here as versioned rules.
 */
package city.chengtu.command.incidents;
