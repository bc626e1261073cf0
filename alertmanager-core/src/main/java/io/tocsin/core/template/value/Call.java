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

    /** What {@link #charge} is asked for each character of a text that is made, and may be kept. */
    int STEPS_PER_CHARACTER_MADE = 2;

    /** And for each place in a list that is made. */
    int STEPS_PER_PLACE_MADE = 4;

    /** Refuses a text of so many characters if one text may not be that long. */
    void checkSize(long characters) throws LimitExceededException;

    /**
     * Accounts for work that grows with the arguments, and for the memory that its result takes: a step stands for about
     * 50 ns and for a byte.
     *
     * @param steps about one for each character read, two for each made; {@code >= 0}
     * @throws LimitExceededException once the rendering has taken more than it may
     */
    void charge(long steps) throws LimitExceededException;
}
