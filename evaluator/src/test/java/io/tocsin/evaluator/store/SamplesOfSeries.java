package io.tocsin.evaluator.store;

import io.tocsin.evaluator.series.SampleBuffer;
import io.tocsin.evaluator.series.Series;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Samples as tests compare them, and ones that look like those of real series. */
final class SamplesOfSeries {
    private SamplesOfSeries() {}

    /** @param bits of the value: NaNs differ, and so do zeros */
    record Sample(long timeMillis, long bits) {
        static Sample of(long timeMillis, double value) {
            return new Sample(timeMillis, Double.doubleToRawLongBits(value));
        }

        double value() {
            return Double.longBitsToDouble(bits);
        }
    }

    static List<Sample> in(SampleBuffer buffer) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < buffer.size(); i++) {
            samples.add(Sample.of(buffer.timeMillis(i), buffer.value(i)));
        }
        return samples;
    }

    static List<Sample> of(Series series, long fromMillis, long toMillis) {
        SampleBuffer buffer = new SampleBuffer();
        series.read(fromMillis, toMillis, buffer);
        return in(buffer);
    }

    static List<Sample> all(Series series) {
        return of(series, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static List<Sample> newest(Series series, long fromMillis, long toMillis) {
        SampleBuffer buffer = new SampleBuffer();
        series.readNewest(fromMillis, toMillis, buffer);
        return in(buffer);
    }

    static List<Sample> between(List<Sample> samples, long fromMillis, long toMillis) {
        return samples.stream()
                .filter(sample -> sample.timeMillis() >= fromMillis && sample.timeMillis() <= toMillis)
                .toList();
    }

    /** How values come one after the other. */
    enum Kind {
        CONSTANT,
        COUNTER,
        GAUGE,
        ANYTHING,
        SPECIAL,
        MIXED
    }

    /** How times come one after the other. */
    enum Pace {
        EVEN,
        JITTERED,
        WILD
    }

    static List<Sample> random(Random random, Kind kind, Pace pace, int count) {
        List<Sample> samples = new ArrayList<>();
        long time = 1_700_000_000_000L + random.nextInt(100_000_000);
        double value = random.nextInt(1000);
        for (int i = 0; i < count; i++) {
            Kind now = kind == Kind.MIXED ? any(random, SIMPLE) : kind;
            value = next(random, now, value);
            samples.add(Sample.of(time, value));
            time += step(random, pace);
        }
        return samples;
    }

    private static final Kind[] SIMPLE = {Kind.CONSTANT, Kind.COUNTER, Kind.GAUGE, Kind.ANYTHING, Kind.SPECIAL};

    @SafeVarargs
    static <T> T any(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static double next(Random random, Kind kind, double before) {
        return switch (kind) {
            case CONSTANT -> before;
            case COUNTER -> random.nextInt(50) == 0 ? 0 : before + random.nextInt(2000);
            case GAUGE -> random.nextGaussian() * Math.pow(10, random.nextInt(12) - 4);
            case ANYTHING -> Double.longBitsToDouble(random.nextLong());
            case SPECIAL -> special(random);
            case MIXED -> throw new AssertionError("decided before");
        };
    }

    private static double special(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> StaleMarker.VALUE;
            case 2 -> Double.longBitsToDouble(0x7ff8000000000001L);
            case 3 -> Double.longBitsToDouble(0xfff0000000000000L | random.nextLong() >>> 12);
            case 4 -> Double.POSITIVE_INFINITY;
            case 5 -> Double.NEGATIVE_INFINITY;
            case 6 -> -0.0;
            default -> Double.MIN_VALUE;
        };
    }

    private static long step(Random random, Pace pace) {
        return switch (pace) {
            case EVEN -> 15_000;
            case JITTERED -> 15_000 + random.nextInt(21) - 10;
            case WILD -> 1 + (long) Math.pow(10, random.nextDouble() * 8);
        };
    }
}
