package io.tocsin.core.route;

import io.tocsin.core.config.RouteConfig;
import io.tocsin.core.config.RouteTimings;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The inherited part of a route, with the id of the route that set each value.
 *
 * @param origins what is missing here is the built-in default
 */
record RouteOptions(String receiver, GroupBy groupBy, RouteTimings timings, Map<RouteOption, String> origins) {

    /** What the root starts from; its receiver must be set by the configuration. */
    static final RouteOptions DEFAULTS = new RouteOptions("", GroupBy.NOTHING, RouteTimings.DEFAULTS, Map.of());

    RouteOptions {
        EnumMap<RouteOption, String> copy = new EnumMap<>(RouteOption.class);
        copy.putAll(origins);
        origins = Collections.unmodifiableMap(copy);
    }

    /** These options, overridden by what {@code config}, the route {@code id}, sets. */
    RouteOptions with(RouteConfig config, String id) {
        Map<RouteOption, String> setBy = new EnumMap<>(RouteOption.class);
        setBy.putAll(origins);
        if (config.receiver() != null) {
            setBy.put(RouteOption.RECEIVER, id);
        }
        if (config.groupBy() != null) {
            setBy.put(RouteOption.GROUP_BY, id);
        }
        if (config.groupWait() != null) {
            setBy.put(RouteOption.GROUP_WAIT, id);
        }
        if (config.groupInterval() != null) {
            setBy.put(RouteOption.GROUP_INTERVAL, id);
        }
        if (config.repeatInterval() != null) {
            setBy.put(RouteOption.REPEAT_INTERVAL, id);
        }
        return new RouteOptions(
                config.receiver() != null ? config.receiver() : receiver,
                config.groupBy() != null ? GroupBy.of(config.groupBy()) : groupBy,
                timings.with(config.groupWait(), config.groupInterval(), config.repeatInterval()),
                setBy);
    }
}
