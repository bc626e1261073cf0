package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.label.MatcherMode;
import java.util.List;

/** Shorthand for tests that decode a configuration. */
final class Decoding {
    static final String FILE = "conf/alertmanager.yml";
    private static final String REST = "route: {receiver: a}\nreceivers: [{name: a}]\n";

    private Decoding() {}

    static ConfigurationResult decode(String text) {
        return decode(text, MatcherMode.DEFAULT);
    }

    static ConfigurationResult decode(String text, MatcherMode mode) {
        return new ConfigurationDecoder(List.of(FakeIntegration.INSTANCE), mode).decode(FILE, text);
    }

    static Accepted accept(String text) {
        ConfigurationResult result = decode(text);
        assertThat(result).as(() -> result.toString()).isInstanceOf(Accepted.class);
        return (Accepted) result;
    }

    static Refused refuse(String text) {
        ConfigurationResult result = decode(text);
        assertThat(result).as(() -> result.toString()).isInstanceOf(Refused.class);
        return (Refused) result;
    }

    /**
     * The root route of a file with the receivers a and b.
     *
     * @param route in flow style, without its braces
     */
    static RouteConfig route(String route) {
        return accept("route: {receiver: a" + (route.isEmpty() ? "" : ", " + route) + "}\n"
                        + "receivers: [{name: a}, {name: b}]\n")
                .configuration()
                .route();
    }

    /** The only child of the root route. */
    static RouteConfig child(String child) {
        return route("routes: [{" + child + "}]").routes().get(0);
    }

    /** {@code global.http_config}, in flow style. */
    static HttpConfig http(String http) {
        return accept(withHttp(http)).configuration().global().http();
    }

    static String withHttp(String http) {
        return "global:\n  http_config: " + http + "\n" + REST;
    }

    static GlobalConfig global(String global) {
        return accept("global: {" + global + "}\n" + REST).configuration().global();
    }

    static SecretSource inline(String text) {
        return new SecretSource.Inline(Secret.of(text));
    }

    static SecretSource file(String path) {
        return new SecretSource.FromFile(path);
    }
}
