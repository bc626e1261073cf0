package io.tocsin.core.template.value;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The call that tests make: it is 2024-01-02T03:04:05.5Z, in UTC, and the route has the label {@code team=ops}. */
public final class CallStub implements Call {
    public static final Call UNLIMITED = of(Long.MAX_VALUE);

    private long left;

    private CallStub(long steps) {
        this.left = steps;
    }

    public static Call of(long steps) {
        return new CallStub(steps);
    }

    @Override
    public Instant now() {
        return Instant.parse("2024-01-02T03:04:05.5Z");
    }

    @Override
    public ZoneId localZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public String routeLabel(String name) {
        return name.equals("team") ? "ops" : "";
    }

    @Override
    public void charge(long steps) throws LimitExceededException {
        left -= steps;
        if (left < 0) {
            throw new LimitExceededException("too many steps");
        }
    }

    @Override
    public void checkSize(long characters) {}
}
