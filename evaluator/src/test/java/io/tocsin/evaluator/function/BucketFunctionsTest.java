package io.tocsin.evaluator.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts that fall from one bucket to the next, as after a scrape that ran while they were counted. */
final class BucketFunctionsTest {
    private static Buckets buckets(String counts) {
        double[] values = Arrays.stream(counts.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        Buckets buckets = new Buckets();
        for (int i = 0; i < values.length; i++) {
            buckets.add(i + 1 == values.length ? Double.POSITIVE_INFINITY : i + 1, values[i]);
        }
        return buckets;
    }

    private static double value(String name, Buckets buckets, double... parameters) {
        return Functions.ofBuckets(name).orElseThrow().apply(buckets, parameters);
    }

    /** Bounds of the buckets are 1, 2 and so on, the last one's is infinite. */
    @ParameterizedTest(name = "of {2}: from {0} to {1}")
    @CsvSource({
        "0, 1, 10 5, 1",
        "0, 0.25, 10 5, 0.5",
        "0, 0.75, 10 5, 1",
        "1, 2, 10 5 5, 0",
        "1, Infinity, 10 5, 0",
        "0.6, Infinity, 10 5, 0",
        "0, 1.5, 4 8 6, 1",
        "1.5, 2, 4 8 6, 0",
        "-Infinity, 0.5, 10 5, 1",
        "0, 1, 10 0, NaN",
    })
    void fraction_countsThatFall_isBetweenZeroAndOne(double lower, double upper, String counts, double expected) {
        assertThat(value("histogram_fraction", buckets(counts), lower, upper)).isEqualTo(Double.valueOf(expected));
    }

    @Test
    void quantile_countsThatFall_saysWhatItMended() {
        Buckets buckets = buckets("4 8 6 7 9 8.5");
        assertThat(value("histogram_quantile", buckets, 0.5)).isEqualTo(1.125);
        assertThat(buckets.correction()).contains(new BucketCorrection(3, Double.POSITIVE_INFINITY, 2));
        buckets.clear();
        assertThat(buckets.correction()).isEmpty();
    }

    /** As the original: nothing is said where nothing was computed. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"2, 4 3", "-1, 4 3", "NaN, 4 3", "0.5, 0 -1 -1", "0.5, 4 4", "0.5, 4"})
    void quantile_withoutUseForCounts_saysNothing(double quantile, String counts) {
        Buckets buckets = buckets(counts);
        double unused = value("histogram_quantile", buckets, quantile);
        assertThat(buckets.correction()).isEmpty();
    }
}
