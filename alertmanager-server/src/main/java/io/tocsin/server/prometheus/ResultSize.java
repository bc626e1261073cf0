package io.tocsin.server.prometheus;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.query.QueryValue;
import io.tocsin.evaluator.query.QueryValue.Matrix;
import io.tocsin.evaluator.query.QueryValue.Points;
import io.tocsin.evaluator.query.QueryValue.Sample;
import io.tocsin.evaluator.query.QueryValue.Text;
import io.tocsin.evaluator.query.QueryValue.Vector;

/**
 * About what a result takes in memory. Short texts of labels are nearly always those of stored series, and are not counted;
 * long ones, which an expression may have made, are.
 */
final class ResultSize {
    private static final long ELEMENT_BYTES = 64;
    private static final long PAIR_BYTES = 16;
    private static final long POINT_BYTES = 16;
    private static final int SHORT_TEXT = 32;

    private ResultSize() {}

    static long bytes(QueryValue value) {
        long bytes = ELEMENT_BYTES;
        if (value instanceof Vector vector) {
            for (Sample sample : vector.samples()) {
                bytes += ELEMENT_BYTES + bytes(sample.labels());
            }
        } else if (value instanceof Matrix matrix) {
            for (Points series : matrix.series()) {
                bytes += ELEMENT_BYTES
                        + bytes(series.labels())
                        + POINT_BYTES * series.points().size();
            }
        } else if (value instanceof Text text) {
            bytes += text.value().length();
        }
        return bytes;
    }

    private static long bytes(Labels labels) {
        long bytes = ELEMENT_BYTES;
        for (int i = 0; i < labels.size(); i++) {
            int length = labels.value(i).length();
            bytes += PAIR_BYTES + (length > SHORT_TEXT ? length : 0);
        }
        return bytes;
    }
}
