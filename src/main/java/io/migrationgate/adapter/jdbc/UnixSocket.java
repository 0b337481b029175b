package io.migrationgate.adapter.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A socket in the file system that looks like one of the network; the JDK has the former as a
 * channel alone.
 *
 * <p>It has no time-outs: who waits for it interrupts the thread, which closes the channel.
 */
final class UnixSocket extends Socket {

  private final Path path;
  private @Nullable SocketChannel channel;
  private boolean closed;

  UnixSocket(Path path) {
    this.path = path;
  }

  UnixSocket connected() throws IOException {
    SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      opened.connect(UnixDomainSocketAddress.of(path));
    } catch (SocketException absent) {
      opened.close();
      throw new ConnectException("no server behind the socket");
    } catch (IOException | RuntimeException failure) {
      opened.close();
      throw failure;
    }
    channel = opened;
    return this;
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connected();
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    connected();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return Channels.newInputStream(open());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return Channels.newOutputStream(open());
  }

  private SocketChannel open() throws SocketException {
    if (channel == null) {
      throw new SocketException("not connected");
    }
    return channel;
  }

  @Override
  public boolean isConnected() {
    return channel != null;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public void shutdownOutput() throws IOException {
    open().shutdownOutput();
  }

  @Override
  public void shutdownInput() throws IOException {
    open().shutdownInput();
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  // What follows are settings of TCP.

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public void setSoTimeout(int timeout) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public void setReceiveBufferSize(int size) {}

  @Override
  public void setSendBufferSize(int size) {}

  @Override
  public int getReceiveBufferSize() {
    return 8192;
  }

  @Override
  public int getSendBufferSize() {
    return 8192;
  }

  @Override
  public void setSoLinger(boolean on, int linger) {}

  @Override
  public void setTrafficClass(int trafficClass) {}
}
