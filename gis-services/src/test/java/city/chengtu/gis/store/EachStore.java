package city.chengtu.gis.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The test class runs once on every store: on H2 always, on PostGIS where one is found (see {@link
 * TestDatabases}). Its constructor takes the {@link TestStore}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ParameterizedClass(name = "{0}")
@ArgumentsSource(EachStore.Stores.class)
public @interface EachStore {
  /** One fresh store for each run of the class; closed by JUnit when the class is through. */
  final class Stores implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      Stream<TestStore> h2 = Stream.of(TestStore.h2());
      Stream<TestStore> postgis = TestDatabases.postgis().map(TestStore::postgis).stream();
      return Stream.concat(h2, postgis).map(Arguments::of);
    }
  }
}
