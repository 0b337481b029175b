package io.migrationgate.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URLs that apps are given. */
class DatabaseUrlReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://app:secret@db.internal:6432/shop",
        "postgres://app:secret@db.internal:6432/shop",
        "postgresql+psycopg2://app:secret@db.internal:6432/shop",
        "postgresql+asyncpg://app:secret@db.internal:6432/shop",
        "postgresql+psycopg://app:secret@db.internal:6432/shop",
        "db:pg://app:secret@db.internal:6432/shop",
        "postgresql:///shop?host=db.internal&port=6432&user=app&password=secret",
        "postgresql://app:secret@/shop?host=db.internal:6432",
      })
  void oneDatabaseHasManyNames(String url) throws UnusableUrlException {
    DatabaseAddress address = DatabaseUrlReader.read(url);

    assertThat(address.product()).isEqualTo(ProductName.POSTGRESQL);
    assertThat(address.endpoints()).containsExactly(new Endpoint("db.internal", 6432));
    assertThat(address.database()).isEqualTo("shop");
    assertThat(address.user()).contains("app");
    assertThat(address.password()).contains(new Secret("secret"));
  }

  @ParameterizedTest
  @CsvSource({
    "p%40ss, p@ss",
    "p@ss, p@ss",
    "p%3Ass, p:ss",
    "p:ss, p:ss",
    "p%2Fss, p/ss",
    "p/ss, p/ss",
    "p%25ss, p%ss",
    "p%ss, p%ss",
    "100%, 100%",
    "p#ss, p#ss",
    "p+ss, p+ss",
    "p%C3%B6ss, p\u00f6ss",
    "a@b:c/d%25@e, a@b:c/d%@e",
  })
  void passwordsMayHoldWhatTheyLike(String written, String meant) throws UnusableUrlException {
    DatabaseAddress address =
        DatabaseUrlReader.read("postgresql://app:" + written + "@db:5433/shop");

    assertThat(address.password()).contains(new Secret(meant));
    assertThat(address.endpoints()).containsExactly(new Endpoint("db", 5433));
    assertThat(address.database()).isEqualTo("shop");
    assertThat(address.toString()).isEqualTo("POSTGRESQL at db:5433");
  }

  @Test
  void addressesOfVersion6() throws UnusableUrlException {
    assertThat(DatabaseUrlReader.read("postgresql://u@[2001:db8::1]:6432/x").endpoints())
        .containsExactly(new Endpoint("2001:db8::1", 6432));
    assertThat(DatabaseUrlReader.read("mysql://u@[::1]/x").endpoints())
        .containsExactly(new Endpoint("::1", 3306));
    assertThat(new Endpoint("::1", 3306).inUrl()).isEqualTo("[::1]:3306");
  }

  @Test
  void severalHosts() throws UnusableUrlException {
    List<Endpoint> both = List.of(new Endpoint("one", 1), new Endpoint("two", 2));

    assertThat(DatabaseUrlReader.read("postgresql://u@one:1,two:2/x").endpoints()).isEqualTo(both);
    assertThat(DatabaseUrlReader.read("postgresql://u@/x?host=one:1&host=two:2").endpoints())
        .isEqualTo(both);
    assertThat(DatabaseUrlReader.read("postgresql://u@/x?host=one,two&port=1,2").endpoints())
        .isEqualTo(both);
  }

  @Test
  void sockets() throws UnusableUrlException {
    assertThat(DatabaseUrlReader.read("postgresql://u:p@/x?host=/var/run/postgresql").socket())
        .contains("/var/run/postgresql");
    assertThat(DatabaseUrlReader.read("postgresql://%2Fvar%2Frun%2Fpostgresql/x").socket())
        .contains("/var/run/postgresql");
    assertThat(DatabaseUrlReader.read("mysql+pymysql://u:p@localhost/x?unix_socket=/s").socket())
        .contains("/s");
  }

  @ParameterizedTest
  @CsvSource({
    "sqlite:///shop.db, shop.db",
    "sqlite:////data/shop.db, /data/shop.db",
    "sqlite+pysqlite:////data/shop.db?timeout=5, /data/shop.db",
    "sqlite:////data/my%20shop@home.db, /data/my shop@home.db",
    "sqlite:///file:shop.db?mode=ro&uri=true, shop.db",
    "db:sqlite:shop.db, shop.db",
    "db:sqlite:/data/shop.db, /data/shop.db",
    "db:sqlite:///data/shop.db, /data/shop.db",
  })
  void files(String url, String file) throws UnusableUrlException {
    DatabaseAddress address = DatabaseUrlReader.read(url);

    assertThat(address.product()).isEqualTo(ProductName.SQLITE);
    assertThat(address.database()).isEqualTo(file);
  }

  @Test
  void whatStandsBehindTheQuestionMarkIsKept() throws UnusableUrlException {
    assertThat(
            DatabaseUrlReader.read(
                    "postgresql://u@h/x?sslmode=verify-full&options=-csearch_path%3Dx&empty=")
                .parameters())
        .isEqualTo(Map.of("sslmode", "verify-full", "options", "-csearch_path=x", "empty", ""));
  }

  @Test
  void nothingIsMadeUp() throws UnusableUrlException {
    DatabaseAddress address = DatabaseUrlReader.read("postgresql://");

    assertThat(address.endpoints()).isEmpty();
    assertThat(address.user()).isEqualTo(Optional.empty());
    assertThat(address.password()).isEqualTo(Optional.empty());
    assertThat(address.database()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "swordfish",
        "//app:swordfish@db/shop",
        "oracle://app:swordfish@db/shop",
        "swordfish://app@db/shop",
        "postgresql:app:swordfish@db/shop",
        "postgresql://app:x@db:swordfish/shop",
        "postgresql://app:x@db:70000swordfish/shop",
        "postgresql://app:x@sword fish!swordfish/shop",
        "postgresql://app:swordfish?12@db/shop",
        "sqlite://swordfish/shop.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:swordfish",
        "host=db password=swordfish",
      })
  void whatIsNoUrlIsRefusedWithoutRepeatingIt(String url) {
    UnusableUrlException refused =
        catchThrowableOfType(UnusableUrlException.class, () -> DatabaseUrlReader.read(url));

    assertThat(refused).isNotNull();
    assertThat(refused.reason() + refused.remedy()).doesNotContain("swordfish", "\n");
  }
}
