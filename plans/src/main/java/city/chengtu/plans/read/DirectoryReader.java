package city.chengtu.plans.read;

import city.chengtu.plans.model.Directory;
import city.chengtu.plans.model.Organisation;
import city.chengtu.plans.model.Post;
import city.chengtu.plans.model.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code directory.yaml}: the organisations, what they can do, and their posts. */
final class DirectoryReader {
  private static final Directory NOBODY = new Directory(List.of());
  private final Problems problems;

  DirectoryReader(Problems problems) {
    this.problems = problems;
  }

  Optional<Directory> read(YamlValue document) {
    Directory directory = document.object(this::directory, NOBODY);
    return Optional.of(directory).filter(d -> problems.none());
  }

  private Directory directory(YamlObject o) {
    PlanReader.checkFormat(o);
    Set<String> ids = new HashSet<>();
    return new Directory(
        o.objects(
            "organisations",
            item -> organisation(item, ids),
            new Organisation("", new Text("", ""), Set.of(), List.of())));
  }

  private static Organisation organisation(YamlObject o, Set<String> ids) {
    String id = o.get("id", ScalarType.ID);
    if (!ids.add(id)) {
      o.refuse("duplicate-id", "单位标识重复：" + id, "organisation id is used twice: " + id);
    }
    return new Organisation(
        id,
        o.text("title"),
        o.findSet("capabilities", ScalarType.ID),
        o.findObjects(
            "posts",
            post -> new Post(post.get("id", ScalarType.ID), post.text("title")),
            new Post("", new Text("", ""))));
  }
}
