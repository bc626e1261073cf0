package io.tocsin.evaluator.query;

import io.tocsin.evaluator.function.KahanSum;
import io.tocsin.evaluator.function.Mean;
import io.tocsin.evaluator.function.Quantiles;
import io.tocsin.evaluator.promql.Aggregator;
import java.util.Arrays;

/** Makes one value of those of a group at a step. Used for one step after the other; not thread-safe. */
interface Accumulator {
    /** Begins a step. */
    void begin(int step);

    void add(double value);

    /** Asked only after at least one value was added. */
    double value();

    /** @param quantile its parameter at each step, which only {@link Aggregator#QUANTILE} asks for */
    static Accumulator of(Aggregator operator, Scalars quantile) {
        return switch (operator) {
            case SUM -> new Sum();
            case AVG -> new Average();
            case MIN -> new Extreme(-1);
            case MAX -> new Extreme(1);
            case GROUP -> new Present();
            case COUNT -> new Count();
            case STDDEV -> new Deviation(true);
            case STDVAR -> new Deviation(false);
            case QUANTILE -> new Quantile(quantile);
            case TOPK, BOTTOMK, COUNT_VALUES, LIMITK, LIMIT_RATIO ->
                throw new IllegalArgumentException("operator: " + operator + " (expected: one value for a group)");
        };
    }

    /** See {@link KahanSum}. */
    final class Sum implements Accumulator {
        private final KahanSum sum = new KahanSum();

        @Override
        public void begin(int step) {
            sum.clear();
        }

        @Override
        public void add(double value) {
            sum.add(value);
        }

        @Override
        public double value() {
            return sum.value();
        }
    }

    /** See {@link Mean}. */
    final class Average implements Accumulator {
        private final Mean mean = new Mean();

        @Override
        public void begin(int step) {
            mean.clear();
        }

        @Override
        public void add(double value) {
            mean.add(value);
        }

        @Override
        public double value() {
            return mean.value();
        }
    }

    /** The largest or smallest; NaN only of nothing else. */
    final class Extreme implements Accumulator {
        private final int sign;
        private double extreme = Double.NaN;

        /** @param sign 1 for the largest, -1 for the smallest */
        Extreme(int sign) {
            this.sign = sign;
        }

        @Override
        public void begin(int step) {
            extreme = Double.NaN;
        }

        @Override
        public void add(double value) {
            if (sign * value > sign * extreme || Double.isNaN(extreme)) {
                extreme = value;
            }
        }

        @Override
        public double value() {
            return extreme;
        }
    }

    /** Always 1. */
    final class Present implements Accumulator {
        @Override
        public void begin(int step) {}

        @Override
        public void add(double value) {}

        @Override
        public double value() {
            return 1;
        }
    }

    /** How many there are. */
    final class Count implements Accumulator {
        private int count;

        @Override
        public void begin(int step) {
            count = 0;
        }

        @Override
        public void add(double value) {
            count++;
        }

        @Override
        public double value() {
            return count;
        }
    }

    /** The population's standard deviation or variance, after Welford; NaN if the first value is not finite. */
    final class Deviation implements Accumulator {
        private final boolean isRoot;
        private long count;
        private double mean;
        private double squares;

        Deviation(boolean isRoot) {
            this.isRoot = isRoot;
        }

        @Override
        public void begin(int step) {
            count = 0;
            mean = 0;
            squares = 0;
        }

        @Override
        public void add(double value) {
            count++;
            if (count == 1) {
                mean = value;
                squares = Double.isFinite(value) ? 0 : Double.NaN;
                return;
            }
            double delta = value - mean;
            mean += delta / count;
            squares += delta * (value - mean);
        }

        @Override
        public double value() {
            return isRoot ? Math.sqrt(squares / count) : squares / count;
        }
    }

    /** See {@link Quantiles}. */
    final class Quantile implements Accumulator {
        private final Scalars quantiles;
        private double[] values = new double[16];
        private int count;
        private int step;

        Quantile(Scalars quantiles) {
            this.quantiles = quantiles;
        }

        @Override
        public void begin(int step) {
            count = 0;
            this.step = step;
        }

        @Override
        public void add(double value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = value;
        }

        @Override
        public double value() {
            return Quantiles.of(quantiles.at(step), values, count);
        }
    }
}
