package io.tocsin.core.template.run;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.LimitExceededException;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What one rendering may take, and what it knows. Counted, not timed: the same template always ends at the same place.
 *
 * <p>Deviation D-211: Go has no such limits.
 */
final class Budget implements Call {
    /** An expression, a call or another turn of a loop takes about as long as so many characters. */
    static final int EXPRESSION_STEPS = 25;

    private final Instant now;
    private final ZoneId localZone;
    private final RouteLabels routeLabels;
    private final Limits limits;
    private long steps;

    Budget(Instant now, RouteLabels routeLabels, ZoneId localZone, Limits limits) {
        this.now = requireNonNull(now, "now");
        this.routeLabels = requireNonNull(routeLabels, "routeLabels");
        this.localZone = requireNonNull(localZone, "localZone");
        this.limits = requireNonNull(limits, "limits");
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public ZoneId localZone() {
        return localZone;
    }

    @Override
    public String routeLabel(String name) throws CallException {
        return routeLabels.get(name);
    }

    @Override
    public void charge(long more) throws LimitExceededException {
        steps += more;
        // What does not fit into 64 bits has turned negative.
        if (steps > limits.stepsMax() || steps < 0) {
            throw new LimitExceededException("exceeded maximum work of a rendering (" + limits.stepsMax() + " steps)");
        }
    }

    @Override
    public void checkSize(long characters) throws LimitExceededException {
        if (characters > limits.outputMax()) {
            throw new LimitExceededException("exceeded maximum size of a text (" + limits.outputMax() + " characters)");
        }
    }

    Limits limits() {
        return limits;
    }
}
