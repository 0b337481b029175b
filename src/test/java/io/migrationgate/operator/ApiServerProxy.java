package io.migrationgate.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLSocketFactory;

/**
 * Stands between one client and the real API server. It writes down what is asked, and can cut the
 * line: the server itself is everybody's.
 */
final class ApiServerProxy implements AutoCloseable {

  private final ServerSocket listening;
  private final SSLSocketFactory secure;
  private final URI server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

  private volatile boolean away;
  private volatile boolean forgetful;

  private ApiServerProxy(ServerSocket listening, SSLSocketFactory secure, URI server) {
    this.listening = listening;
    this.secure = secure;
    this.server = server;
  }

  /** A request as it came. */
  record Request(String method, String target, String body) {

    boolean isWatch() {
      return target.contains("watch=true");
    }

    boolean isList(String plural) {
      return method.equals("GET") && !isWatch() && path().endsWith("/" + plural);
    }

    /** Whether it is about objects of a kind, or about one of them. */
    boolean isOf(String plural) {
      return path().matches(".*/" + plural + "(/[^/]+)?(/status)?");
    }

    String path() {
      int query = target.indexOf('?');
      return query < 0 ? target : target.substring(0, query);
    }

    @Override
    public String toString() {
      return method + " " + target;
    }
  }

  static ApiServerProxy start() throws Exception {
    Config config = Config.autoConfigure(null);
    ApiServerProxy proxy =
        new ApiServerProxy(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
            SSLUtils.sslContext(config).getSocketFactory(),
            URI.create(config.getMasterUrl()));
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /** A kubeconfig whose API server is this. */
  Path kubeconfig(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: proxy, cluster: {server: "http://%s:%d"}}]
        users: [{name: nobody, user: {}}]
        contexts: [{name: proxy, context: {cluster: proxy, user: nobody}}]
        current-context: proxy
        """
            .formatted(listening.getInetAddress().getHostAddress(), listening.getLocalPort()));
  }

  /** Everything that was asked since the last time that this was asked. */
  List<Request> takeRequests() {
    List<Request> taken = List.copyOf(requests);
    requests.removeAll(taken);
    return taken;
  }

  /** Ends every connection; new ones are taken at once. */
  void cut() {
    for (Socket socket : open) {
      close(socket);
    }
  }

  /** Takes no connection until it comes back, and ends those there are. */
  void goAway() {
    away = true;
    cut();
  }

  void comeBack() {
    away = false;
  }

  /**
   * Makes watches begin where the server remembers nothing any more: it answers them with 410 Gone,
   * as it does to who was away for too long.
   */
  void forget(boolean forgets) {
    forgetful = forgets;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        open.add(client);
        if (away) {
          close(client);
        } else {
          Thread.ofVirtual().start(() -> serve(client));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket upstream = secure.createSocket(server.getHost(), server.getPort())) {
      open.add(upstream);
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = upstream.getOutputStream();
      Thread.ofVirtual().start(() -> answer(upstream, client));
      while (true) {
        String head = head(in);
        String lower = head.toLowerCase(Locale.ROOT);
        byte[] body = in.readNBytes(length(lower));
        out.write(
            rewritten(head, new String(body, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        if (lower.contains("upgrade: websocket")) {
          out.flush();
          in.transferTo(out);
          return;
        }
        out.flush();
      }
    } catch (IOException ended) {
      // One of the two has gone, and so the other is let go as well.
    } finally {
      open.remove(client);
    }
  }

  private void answer(Socket upstream, Socket client) {
    try (upstream;
        client) {
      upstream.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException ended) {
      // As above.
    } finally {
      open.remove(upstream);
    }
  }

  private String rewritten(String head, String body) {
    String[] words = head.split(" ", 3);
    Request request = new Request(words[0], words[1], body);
    requests.add(request);
    return forgetful && request.isWatch()
        ? head.replaceFirst("resourceVersion=\\d+", "resourceVersion=1")
        : head;
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static int length(String head) throws IOException {
    if (head.contains("transfer-encoding:")) {
      throw new IOException("requests in chunks are not what this client sends");
    }
    int start = head.indexOf("content-length:");
    return start < 0
        ? 0
        : Integer.parseInt(
            head.substring(start + "content-length:".length(), head.indexOf('\r', start)).strip());
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // That was the purpose.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
