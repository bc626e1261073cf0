package io.tocsin.evaluator.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.evaluator.series.StaleMarker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
    private static double value(String name, double value, double... parameters) {
        return Functions.ofValues(name).orElseThrow().apply(value, parameters);
    }

    @Test
    void log2_everyPowerOfTwo_isExact() {
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            assertThat(value("log2", Math.scalb(1.0, exponent))).isEqualTo(exponent);
        }
    }

    @ParameterizedTest(name = "{0}({1})")
    @CsvSource({
        "log2, 0, -Infinity",
        "log2, -1, NaN",
        "log2, Infinity, Infinity",
        "log10, 0, -Infinity",
        "log10, 100, 2",
        "log10, NaN, NaN",
        "asinh, 1e300, 691.4686750787736",
        "asinh, -3, -1.8184464592320668",
        "asinh, 1e-9, 1e-9",
        "asinh, 0.5, 0.48121182505960347",
        "acosh, 0.5, NaN",
        "acosh, -1, NaN",
        "acosh, -1e20, NaN",
        "acosh, -1e200, NaN",
        "acosh, -Infinity, NaN",
        "acosh, NaN, NaN",
        "acosh, Infinity, Infinity",
        "acosh, 1, 0",
        "acosh, 1.5, 0.9624236501192069",
        "acosh, 3, 1.762747174039086",
        "acosh, 1e300, 691.4686750787736",
        "atanh, 1, Infinity",
        "atanh, -1, -Infinity",
        "atanh, 1.5, NaN",
        "atanh, 0.2, 0.2027325540540822",
        "atanh, -0.7, -0.8673005276940531",
        "sgn, -0.5, -1",
        "sgn, NaN, NaN",
        "round, -2.5, -2",
        "year, -1, 1969",
        "day_of_month, -1, 31",
        "hour, -1, 23",
        "minute, -1, 59",
        "day_of_week, -1, 3",
        "days_in_month, 1582934400, 29",
        "day_of_year, 1609459199, 366",
        "month, NaN, NaN",
        "year, 1e18, NaN",
    })
    void values_edges_asGoHasThem(String name, double argument, double expected) {
        double actual = value(name, argument);
        if (Double.isNaN(expected) || Double.isInfinite(expected)) {
            assertThat(actual).isEqualTo(Double.valueOf(expected));
        } else {
            assertThat(actual).isCloseTo(expected, within(1e-15 * Math.max(1, Math.abs(expected))));
        }
    }

    @Test
    void clamp_boundsTheWrongWayRound_givesNothing() {
        assertThat(StaleMarker.is(value("clamp", 1, 5, 4))).isTrue();
        assertThat(value("clamp", 1, 2, Double.NaN)).isNaN();
        assertThat(value("clamp_min", Double.NaN, Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value("clamp_max", Double.NaN, 1)).isNaN();
    }

    @Test
    void kahanSum_hugeValuesThatCancel_keepsTheSmallOnes() {
        KahanSum sum = new KahanSum();
        for (double each : new double[] {2, 1e100, 8, -1e100}) {
            sum.add(each);
        }
        assertThat(sum.value()).isEqualTo(10);
        sum.clear();
        assertThat(sum.value()).isZero();
    }

    @Test
    void mean_sumThatOverflows_isRunning() {
        Mean mean = new Mean();
        assertThat(mean.value()).isNaN();
        for (double each : new double[] {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE, 0}) {
            mean.add(each);
        }
        assertThat(mean.value()).isCloseTo(0.75 * Double.MAX_VALUE, within(1e295));
        mean.clear();
        mean.add(Double.POSITIVE_INFINITY);
        mean.add(Double.NEGATIVE_INFINITY);
        assertThat(mean.value()).isNaN();
    }

    @Test
    void quantiles_notNumbers_areBelowAllOthers() {
        double[] values = {3, Double.NaN, 1, 2};
        assertThat(Quantiles.of(0, values, 4)).isNaN();
        assertThat(Quantiles.of(1, values, 4)).isEqualTo(3);
        assertThat(Quantiles.of(0.5, values, 4)).isEqualTo(1.5);
        assertThat(Quantiles.of(-0.1, values, 4)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Quantiles.of(1.1, values, 4)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Quantiles.of(0.5, values, 0)).isNaN();
        assertThat(Quantiles.problemOf(1.5)).hasValue("quantile value should be between 0 and 1, got 1.5");
    }
}
