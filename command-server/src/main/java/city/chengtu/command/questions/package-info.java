/**
 * Questions asked of the one map: what is here, what lies in an area, what is nearest, how many
 * where, what is around an incident; questions that are kept, and those that tell when something
 * enters. See README.md beside this file.
 */
package city.chengtu.command.questions;
