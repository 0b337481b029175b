package io.migrationgate.adapter.github;

import io.migrationgate.adapter.http.ApiClient;
import io.migrationgate.adapter.http.Call;
import io.migrationgate.adapter.http.JsonText;
import io.migrationgate.adapter.http.JsonValue;
import io.migrationgate.port.ForgeException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions about one repository in GraphQL, which answers 200 whatever the answer is. */
final class GraphQl {
  private static final String TARGET = "/graphql";

  private final ApiClient client;
  private final GitHubRepository repository;

  GraphQl(ApiClient client, GitHubRepository repository) {
    this.client = client;
    this.repository = repository;
  }

  /**
   * The {@code repository} of the answer. Fields below it may be null: what is not there.
   *
   * @param declared the variables of the query but {@code $owner} and {@code $name}
   * @param fields of the repository
   */
  JsonValue ask(
      String purpose, String declared, String fields, Map<String, @Nullable String> variables)
      throws ForgeException {
    Map<String, @Nullable String> all = new HashMap<>(variables);
    all.put("owner", repository.owner());
    all.put("name", repository.name());
    String query =
        "query($owner:String!,$name:String!"
            + declared
            + "){repository(owner:$owner,name:$name){"
            + fields
            + "}}";
    Call call = Call.query(purpose, TARGET, JsonText.query(query, all));
    JsonValue answer = client.json(call);
    JsonValue found = answer.at("data").at("repository");
    if (!answer.at("errors").isNull()) {
      for (JsonValue error : answer.at("errors").items()) {
        complain(call, error, found);
      }
    }
    if (found.isNull()) {
      throw answer.unexpected("the answer holds no repository");
    }
    return found;
  }

  private void complain(Call call, JsonValue error, JsonValue found) throws ForgeException {
    String type = error.textOr("type", "");
    String message = client.quoted(error.textOr("message", "an error without a message"));
    switch (type) {
      case "NOT_FOUND" -> {
        if (found.isNull()) {
          throw client.failure(
              new ForgeException.NotFound(),
              call,
              "there is no such repository, or the token may not see it. "
                  + GitHubForge.READ_ADVICE);
        }
      }
      case "FORBIDDEN", "INSUFFICIENT_SCOPES" ->
          throw client.failure(
              new ForgeException.NoPermission(), call, message + ". " + GitHubForge.READ_ADVICE);
      default -> throw client.failure(new ForgeException.Unexpected(), call, message);
    }
  }
}
