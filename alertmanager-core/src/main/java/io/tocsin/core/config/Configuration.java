package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A whole configuration file, checked: every receiver named exists, every default and inheritance is applied.
 *
 * @param source the file's text as read, for its hash
 */
public record Configuration(GlobalConfig global, RouteConfig route, List<ReceiverConfig> receivers, String source) {

    public Configuration {
        requireNonNull(global, "global");
        requireNonNull(route, "route");
        receivers = List.copyOf(receivers);
        requireNonNull(source, "source");
    }

    /** Leaves out the source, which holds secrets. */
    @Override
    public String toString() {
        return "Configuration[global=" + global + ", route=" + route + ", receivers=" + receivers + "]";
    }
}
