package io.migrationgate.adapter.http;

import io.migrationgate.port.ForgeException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The comments under one pull request, of which one carries a marker.
 *
 * @param comments where they are listed and new ones sent
 * @param single in front of the number of a comment, which is changed there
 * @param changeMethod how
 */
public record CommentThread(
    ApiClient client, String pullRequest, String comments, String single, String changeMethod) {

  /** Changes the comment that begins with the marker, or writes it; does nothing if it is there. */
  public void publish(String marker, String body) throws ForgeException {
    String text = marker + "\n" + body;
    List<JsonValue> all =
        client.pages(
            "read the comments of " + pullRequest,
            comments + "?per_page=100&limit=50&page=",
            Set.of());
    for (JsonValue comment : all) {
      String present = comment.textOr("body", "").replace("\r\n", "\n");
      if (present.startsWith(marker)) {
        if (present.strip().equals(text.strip()) || changed(comment.number("id"), text)) {
          return;
        }
      }
    }
    client.send(
        Call.create("comment on " + pullRequest, comments, JsonText.of(Map.of("body", text))));
  }

  private boolean changed(long id, String text) throws ForgeException {
    try {
      client.send(
          Call.replace(
              "change a comment on " + pullRequest,
              changeMethod,
              single + id,
              JsonText.of(Map.of("body", text))));
      return true;
    } catch (ForgeException failure) {
      return switch (failure.reason()) {
        // Somebody else's, who quoted the marker; or deleted meanwhile.
        case ForgeException.NoPermission foreign -> false;
        case ForgeException.NotFound gone -> false;
        case ForgeException.NotConfigured other -> throw failure;
        case ForgeException.RateLimited other -> throw failure;
        case ForgeException.Unreachable other -> throw failure;
        case ForgeException.Unexpected other -> throw failure;
      };
    }
  }
}
