/**
 * A made-up but lifelike Chinese city for tests, demonstrations and the first run: {@link
 * city.chengtu.samples.SampleCity} writes its layers, the other classes its people and units. All
 * names are invented; the licence is the project's own.
 */
package city.chengtu.samples;
