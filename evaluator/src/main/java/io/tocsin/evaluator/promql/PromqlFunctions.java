package io.tocsin.evaluator.promql;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All functions of the language.
 *
 * @see "Upstream: promql/parser/functions.go, v3.14.0"
 */
public final class PromqlFunctions {
    /**
     * Name, arguments, {@link FunctionSignature#optional}, result. V is an instant vector, M a range vector, S a scalar, T a
     * text; a dash is nothing.
     */
    private static final String STABLE = """
            abs V 0 V
            absent V 0 V
            absent_over_time M 0 V
            acos V 0 V
            acosh V 0 V
            asin V 0 V
            asinh V 0 V
            atan V 0 V
            atanh V 0 V
            avg_over_time M 0 V
            ceil V 0 V
            changes M 0 V
            clamp VSS 0 V
            clamp_max VS 0 V
            clamp_min VS 0 V
            cos V 0 V
            cosh V 0 V
            count_over_time M 0 V
            day_of_month V 1 V
            day_of_week V 1 V
            day_of_year V 1 V
            days_in_month V 1 V
            deg V 0 V
            delta M 0 V
            deriv M 0 V
            exp V 0 V
            first_over_time M 0 V
            floor V 0 V
            histogram_avg V 0 V
            histogram_count V 0 V
            histogram_fraction SSV 0 V
            histogram_quantile SV 0 V
            histogram_stddev V 0 V
            histogram_stdvar V 0 V
            histogram_sum V 0 V
            hour V 1 V
            idelta M 0 V
            increase M 0 V
            irate M 0 V
            label_join VTTT -1 V
            label_replace VTTTT 0 V
            last_over_time M 0 V
            ln V 0 V
            log10 V 0 V
            log2 V 0 V
            max_over_time M 0 V
            min_over_time M 0 V
            minute V 1 V
            month V 1 V
            pi - 0 S
            predict_linear MS 0 V
            present_over_time M 0 V
            quantile_over_time SM 0 V
            rad V 0 V
            rate M 0 V
            resets M 0 V
            round VS 1 V
            scalar V 0 S
            sgn V 0 V
            sin V 0 V
            sinh V 0 V
            sort V 0 V
            sort_desc V 0 V
            sqrt V 0 V
            stddev_over_time M 0 V
            stdvar_over_time M 0 V
            sum_over_time M 0 V
            tan V 0 V
            tanh V 0 V
            time - 0 S
            timestamp V 0 V
            vector S 0 V
            year V 1 V
            """;

    private static final String EXPERIMENTAL = """
            double_exponential_smoothing MSS 0 V
            end - 0 S
            histogram_quantiles VTSS 9 V
            info VV 1 V
            mad_over_time M 0 V
            max_of SS 0 S
            min_of SS 0 S
            range - 0 S
            sort_by_label VT -1 V
            sort_by_label_desc VT -1 V
            start - 0 S
            start_timestamp V 0 V
            step - 0 S
            ts_of_first_over_time M 0 V
            ts_of_last_over_time M 0 V
            ts_of_max_over_time M 0 V
            ts_of_min_over_time M 0 V
            """;

    private static final Map<String, FunctionSignature> BY_NAME = byName();

    private PromqlFunctions() {}

    /** @param name exactly as it is written: the original tells upper from lower case here */
    public static Optional<FunctionSignature> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** All of them, in the order of their names. */
    public static Collection<FunctionSignature> all() {
        return BY_NAME.values();
    }

    /** Whether {@code aggregator} stands before two arguments, of which the first is a parameter. */
    public static boolean takesParameter(Aggregator aggregator) {
        return switch (aggregator) {
            case QUANTILE, TOPK, BOTTOMK, COUNT_VALUES, LIMITK, LIMIT_RATIO -> true;
            case SUM, AVG, MIN, MAX, GROUP, COUNT, STDDEV, STDVAR -> false;
        };
    }

    private static Map<String, FunctionSignature> byName() {
        Map<String, FunctionSignature> functions = new TreeMap<>();
        STABLE.lines().map(line -> signature(line, false)).forEach(each -> functions.put(each.name(), each));
        EXPERIMENTAL.lines().map(line -> signature(line, true)).forEach(each -> functions.put(each.name(), each));
        return functions;
    }

    private static FunctionSignature signature(String line, boolean isExperimental) {
        String[] columns = line.split(" ", -1);
        return new FunctionSignature(
                columns[0],
                columns[1]
                        .chars()
                        .filter(c -> c != '-')
                        .mapToObj(PromqlFunctions::type)
                        .toList(),
                Integer.parseInt(columns[2]),
                type(columns[3].charAt(0)),
                isExperimental);
    }

    private static ValueType type(int letter) {
        return switch (letter) {
            case 'V' -> ValueType.INSTANT_VECTOR;
            case 'M' -> ValueType.RANGE_VECTOR;
            case 'S' -> ValueType.SCALAR;
            case 'T' -> ValueType.STRING;
            default -> throw new IllegalArgumentException("type: " + (char) letter + " (expected: V, M, S or T)");
        };
    }
}
