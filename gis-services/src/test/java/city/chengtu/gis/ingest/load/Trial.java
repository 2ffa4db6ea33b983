package city.chengtu.gis.ingest.load;

import city.chengtu.gis.coordinate.CoordinateSystems;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.ingest.FeatureSink;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.ingest.load.SystemChoice.Surroundings;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file loaded into a layer made after it, in memory. */
record Trial(Preview preview, Layer layer, LoadReport report, List<NewFeature> features) {
  static final CoordinateSystems SYSTEMS = new CoordinateSystems();

  static Trial of(Path file) throws IOException {
    return of(file, Wishes.NONE, Surroundings.UNKNOWN, null);
  }

  static Trial of(Path file, Wishes wishes) throws IOException {
    return of(file, wishes, Surroundings.UNKNOWN, null);
  }

  static Trial of(Path file, Wishes wishes, Surroundings around, String id) throws IOException {
    try (Source source = SourceFiles.open(file, wishes, SourceLimits.standard())) {
      Preview preview = Preview.of(source, wishes, around, SYSTEMS);
      Layer layer =
          LayerDraft.of(
              "trial", new Text("试验", "Trial"), "base", "测绘", "a file", 12, preview.scan());
      FieldMapping mapping = FieldMapping.of(layer, preview.scan().fields(), Map.of(), id);
      List<NewFeature> features = new ArrayList<>();
      FeatureSink sink = collecting(features);
      LoadReport report =
          new Load(
                  source, Load.Order.of(layer, mapping, preview.system(), 12).within(around.city()))
              .run(sink);
      return new Trial(preview, layer, report, features);
    }
  }

  private static FeatureSink collecting(List<NewFeature> features) {
    return new FeatureSink() {
      @Override
      public void define(Layer layer) {}

      @Override
      public void write(NewFeature feature) {
        features.add(feature);
      }

      @Override
      public void close() {}
    };
  }

  NewFeature feature(String id) {
    return features.stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
  }

  /** "3 out-of-city", for each problem with its row. */
  List<String> notes() {
    return report.notes().stream().map(n -> n.row() + " " + n.problem().rule()).toList();
  }
}
