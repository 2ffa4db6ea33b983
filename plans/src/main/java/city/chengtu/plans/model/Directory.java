package city.chengtu.plans.model;

import java.util.List;
import java.util.Optional;

/** The organisations that the plans of one library may call upon. */
public record Directory(List<Organisation> organisations) {
  public Directory {
    organisations = List.copyOf(organisations);
  }

  /** The organisation of this id, if the directory has it. */
  public Optional<Organisation> find(String id) {
    return organisations.stream().filter(o -> o.id().equals(id)).findFirst();
  }
}
