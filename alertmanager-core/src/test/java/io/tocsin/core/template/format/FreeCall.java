package io.tocsin.core.template.format;

import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.LimitExceededException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A rendering at one moment, in UTC, with a limit of its own. */
final class FreeCall implements Call {
    static final Instant NOW = Instant.parse("2026-11-29T07:34:03.250Z");

    private long left;

    FreeCall(long stepsMax) {
        this.left = stepsMax;
    }

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public ZoneId localZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public void charge(long steps) throws LimitExceededException {
        left -= steps;
        if (left < 0) {
            throw new LimitExceededException("too many steps");
        }
    }
}
