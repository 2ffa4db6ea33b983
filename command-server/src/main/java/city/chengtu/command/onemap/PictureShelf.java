package city.chengtu.command.onemap;

import city.chengtu.command.journal.Actor;
import java.util.List;

/** The layers of pictures that other servers draw for our map. */
@FunctionalInterface
public interface PictureShelf {
  /** Those this actor may see, base maps first. Never waits for their servers. */
  List<LayerCard> cards(Actor actor);
}
