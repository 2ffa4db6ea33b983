package city.chengtu.plans.model;

import java.util.List;
import java.util.Set;

/** A body that can be given tasks, with what it can do and the posts that answer for it. */
public record Organisation(String id, Text title, Set<String> capabilities, List<Post> posts) {
  public Organisation {
    capabilities = Set.copyOf(capabilities);
    posts = List.copyOf(posts);
  }

  /** True when the organisation has this post. */
  public boolean has(String post) {
    return posts.stream().anyMatch(p -> p.id().equals(post));
  }
}
