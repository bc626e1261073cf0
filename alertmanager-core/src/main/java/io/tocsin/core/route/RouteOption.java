package io.tocsin.core.route;

/** What a route takes from its parent where it does not set it itself. */
public enum RouteOption {
    RECEIVER,
    GROUP_BY,
    GROUP_WAIT,
    GROUP_INTERVAL,
    REPEAT_INTERVAL
}
