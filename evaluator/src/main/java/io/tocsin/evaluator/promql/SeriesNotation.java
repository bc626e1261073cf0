package io.tocsin.evaluator.promql;

import io.tocsin.core.label.Labels;
import java.util.List;

/**
 * A series as test files write it: labels, and what it is worth step by step, such as {@code up{job="a"} 1x5 _ 0 stale}.
 *
 * @see "Upstream: promql/parser/generated_parser.y series_description"
 */
public record SeriesNotation(Labels labels, List<Point> points) {
    public SeriesNotation {
        points = List.copyOf(points);
    }

    /** One step. */
    public sealed interface Point {
        /** Nothing. */
        enum Gap implements Point {
            GAP
        }

        /** @param value bits and all: {@code stale} is the marker */
        record Value(double value) implements Point {}

        /**
         * A native histogram, which nothing here computes with.
         *
         * @param text between the double braces
         */
        record Histogram(String text) implements Point {}
    }

    /** @throws PromqlSyntaxException if {@code text} is something else, or has more than {@value SeriesNotationReader#POINTS_MAX} steps */
    public static SeriesNotation parse(String text) throws PromqlSyntaxException {
        return new SeriesNotationReader(text).read();
    }
}
