package io.migrationgate.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** Passes connections on to the first of several ports that takes them. */
final class FirstThatAnswers implements AutoCloseable {

  private final ServerSocket socket;
  private final String host;
  private final List<Integer> ports;

  private FirstThatAnswers(ServerSocket socket, String host, List<Integer> ports) {
    this.socket = socket;
    this.host = host;
    this.ports = ports;
  }

  static FirstThatAnswers of(String host, List<Integer> ports) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName(host));
    FirstThatAnswers all = new FirstThatAnswers(socket, host, ports);
    Thread.ofVirtual().start(all::accept);
    return all;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        Thread.ofVirtual().start(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    for (int port : ports) {
      Socket replica = new Socket();
      try {
        replica.connect(new InetSocketAddress(host, port), 1_000);
      } catch (IOException gone) {
        continue;
      }
      Thread.ofVirtual().start(() -> pass(caller, replica));
      pass(replica, caller);
      return;
    }
    close(caller);
  }

  private static void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] some = new byte[16_384];
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        out.write(some, 0, read);
        out.flush();
      }
    } catch (IOException broken) {
      // The other direction sees that as well.
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // That is all that is wanted.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
