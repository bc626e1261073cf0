package io.tocsin.core.template.value;

import java.time.Instant;
import java.time.ZoneId;

/** What a function may know of the rendering that it is part of. */
public interface Call {
    /** The time of the rendering; the same for all of it. */
    Instant now();

    /** The zone that Go calls {@code Local}. */
    ZoneId localZone();

    /**
     * What the function {@code routeLabels} answers: the value of that label of the route, empty if there is none.
     *
     * @throws CallException while route labels are rendered themselves, if this one needs itself or cannot be rendered
     */
    String routeLabel(String name) throws CallException;

    /**
     * Accounts for work that grows with the arguments.
     *
     * @param steps about one for each character read or made; {@code >= 0}
     * @throws LimitExceededException once the rendering has taken more than it may
     */
    void charge(long steps) throws LimitExceededException;
}
