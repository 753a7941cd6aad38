package io.reveil.bounce.hook;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * By https only, to public addresses only (D26). The address is looked at once the connection stands and before a byte is
 * sent: what the name was resolved to before does not matter.
 */
@Singleton
class HttpsOutbound implements Outbound {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int LONGEST = 1 << 16;

  @Override
  public byte[] get(URI address) throws IOException {
    if (!"https".equals(address.getScheme())) {
      throw new IOException("only https is asked");
    }
    HttpsURLConnection connection =
        (HttpsURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
    connection.setSSLSocketFactory(
        new PublicSockets((SSLSocketFactory) SSLSocketFactory.getDefault()));
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    try {
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException("the answer was " + connection.getResponseCode());
      }
      try (InputStream body = connection.getInputStream()) {
        return body.readNBytes(LONGEST);
      }
    } finally {
      connection.disconnect();
    }
  }

  /** Whether it lies in no private network, and is no machine's own. */
  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    int first = Byte.toUnsignedInt(bytes[0]);
    int second = Byte.toUnsignedInt(bytes[1]);
    boolean four = bytes.length == 4;
    boolean shared = four && first == 100 && second >= 64 && second < 128;
    boolean reserved =
        four && (first == 0 || first >= 240 || (first == 198 && (second == 18 || second == 19)));
    boolean unique = !four && (first & 0xFE) == 0xFC;
    // 64:ff9b::/96 and 2002::/16 lead to whatever IPv4 address stands in them.
    boolean translated =
        !four && ((first == 0 && second == 0x64) || (first == 0x20 && second == 0x02));
    return !(shared || reserved || unique || translated);
  }

  /** Makes no socket by itself, so that the JDK connects and hands the connection over to be looked at. */
  private static final class PublicSockets extends SSLSocketFactory {
    private final SSLSocketFactory tls;

    private PublicSockets(SSLSocketFactory tls) {
      this.tls = tls;
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
        throws IOException {
      if (!isPublic(connected.getInetAddress())) {
        connected.close();
        throw new IOException("the address of " + host + " is not a public one");
      }
      return tls.createSocket(connected, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return createSocket();
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return tls.getSupportedCipherSuites();
    }
  }
}
