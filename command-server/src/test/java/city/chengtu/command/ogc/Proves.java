package city.chengtu.command.ogc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The conformance classes that a test class follows, by their URIs. {@link ConformanceTest} holds
 * them against what the service declares: neither may be without the other.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Proves {
  String FEATURES_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/";
  String FEATURES_2 = "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/";
  String FEATURES_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/";
  String FEATURES_4 = "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/";
  String CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf/";
  String TILES = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/";
  String TMS = "http://www.opengis.net/spec/tms/2.0/conf/";
  String STYLES = "http://www.opengis.net/spec/ogcapi-styles-1/1.0/conf/";

  String[] value();
}
