package io.migrationgate.operator.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An {@code AdmissionReview} of {@code admission.k8s.io/v1}: the question and the answer. */
final class ReviewFormat {

  private static final String VERSION = "admission.k8s.io/v1";
  private static final String KIND = "AdmissionReview";

  private final JsonMapper json =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  PodReview read(byte[] body) throws MalformedReviewException {
    Map<?, ?> review = object(tree(body), "the body");
    if (!VERSION.equals(review.get("apiVersion")) || !KIND.equals(review.get("kind"))) {
      throw new MalformedReviewException("this is no " + KIND + " of " + VERSION);
    }
    Map<?, ?> request = object(review.get("request"), "request");
    if (!(request.get("uid") instanceof String uid) || uid.isEmpty()) {
      throw new MalformedReviewException("request.uid is missing");
    }
    Map<?, ?> kind = object(request.get("kind"), "request.kind");
    boolean ofPod =
        "".equals(kind.get("group") == null ? "" : kind.get("group"))
            && "Pod".equals(kind.get("kind"))
            && (request.get("subResource") == null || "".equals(request.get("subResource")));
    boolean creation = ofPod && "CREATE".equals(request.get("operation"));
    Map<String, @Nullable Object> pod = new LinkedHashMap<>();
    if (creation) {
      object(request.get("object"), "request.object")
          .forEach((key, value) -> pod.put(String.valueOf(key), value));
    }
    String namespace = request.get("namespace") instanceof String text ? text : "";
    if (creation && namespace.isEmpty()) {
      throw new MalformedReviewException("request.namespace is missing");
    }
    return new PodReview(uid, namespace, creation, pod);
  }

  private Object tree(byte[] body) throws MalformedReviewException {
    try {
      Object tree = json.readValue(body, Object.class);
      if (tree != null) {
        return tree;
      }
    } catch (IOException garbled) {
      // What the parser says of it may repeat what is secret in a pod.
    }
    throw new MalformedReviewException("the body is not JSON");
  }

  private static Map<?, ?> object(@Nullable Object value, String place)
      throws MalformedReviewException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new MalformedReviewException(place + " is not an object");
  }

  byte[] write(String uid, Answer answer) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("uid", uid);
    response.put("allowed", true);
    if (!answer.warnings().isEmpty()) {
      response.put("warnings", answer.warnings());
    }
    if (!answer.patch().isEmpty()) {
      response.put("patchType", "JSONPatch");
      // Bytes are written in Base64, which is how a patch is sent.
      response.put("patch", bytes(answer.patch()));
    }
    return bytes(Map.of("apiVersion", VERSION, "kind", KIND, "response", response));
  }

  private byte[] bytes(Object tree) {
    try {
      return json.writeValueAsBytes(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("maps and lists can always be written", impossible);
    }
  }
}
