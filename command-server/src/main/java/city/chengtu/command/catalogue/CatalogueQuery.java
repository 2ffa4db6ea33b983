package city.chengtu.command.catalogue;

import city.chengtu.gis.feature.ShareClass;
import java.util.Optional;

/**
 * What somebody looks for in the catalogue.
 *
 * @param text in 汉字, pinyin, initials or English, with typing errors
 * @param theme id of a theme; layers of themes below it count too
 * @param owner a part of the owner's name, or the code of its organisation
 * @param kind of features, of pictures, or both
 * @param page from 1
 * @param size layers on a page
 */
record CatalogueQuery(
    Optional<String> text,
    Optional<String> theme,
    Optional<String> owner,
    Optional<ShareClass> share,
    Kind kind,
    int page,
    int size) {
  /** What a layer is made of. */
  enum Kind {
    FEATURES,
    /** Drawn by other servers. */
    PICTURES,
    ALL
  }
}
