package io.migrationgate.operator.certificate;

import java.util.regex.Pattern;

/** Tells addresses from names, without asking anybody. */
final class HostAddress {

  private HostAddress() {}

  static boolean isOne(String host) {
    return host.indexOf(':') >= 0 || Pattern.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}", host);
  }
}
