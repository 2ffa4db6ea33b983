/**
 * What a person is told: changes of layers they follow, alerts of their questions. Kept until
 * acknowledged and some time beyond; the live feed says only that there is something new. See
 * README.md beside this file.
 */
package city.chengtu.command.inbox;
