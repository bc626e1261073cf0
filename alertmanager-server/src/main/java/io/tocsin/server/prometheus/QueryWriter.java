package io.tocsin.server.prometheus;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.query.QueryValue;
import io.tocsin.evaluator.query.QueryValue.Matrix;
import io.tocsin.evaluator.query.QueryValue.Points;
import io.tocsin.evaluator.query.QueryValue.Sample;
import io.tocsin.evaluator.query.QueryValue.Scalar;
import io.tocsin.evaluator.query.QueryValue.Text;
import io.tocsin.evaluator.query.QueryValue.Vector;
import io.tocsin.evaluator.series.SampleBuffer;
import io.tocsin.server.api.AlertWriter;
import io.tocsin.server.api.GoJson;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Writes what queries are worth. Labels are written as they are, other text with what HTML gives a meaning escaped, as in
 * the original.
 *
 * @see "Upstream: web/api/v1/json_codec.go"
 */
final class QueryWriter {
    /** Pieces are small enough that the event loop serves others in between. */
    private static final int POINTS_PER_PIECE = 256;

    private QueryWriter() {}

    /** {@code {"resultType":...,"result":...}}. */
    static Iterator<GoJson.Body> parts(QueryValue value) {
        return Pieces.within(out -> begin(out, value), result(value), GoJson::writeEndObject);
    }

    private static void begin(GoJson out, QueryValue value) {
        out.writeStartObject();
        out.writeStringField("resultType", typeOf(value));
        out.writeFieldName("result");
    }

    private static String typeOf(QueryValue value) {
        return switch (value.type()) {
            case SCALAR -> "scalar";
            case STRING -> "string";
            case INSTANT_VECTOR -> "vector";
            case RANGE_VECTOR -> "matrix";
        };
    }

    private static Iterator<GoJson.Body> result(QueryValue value) {
        if (value instanceof Scalar scalar) {
            return Pieces.one(
                    out -> pair(out, NumberText.scalarTime(scalar.timeMillis()), NumberText.plain(scalar.value())));
        } else if (value instanceof Text text) {
            return Pieces.one(out -> text(out, text));
        } else if (value instanceof Vector vector) {
            return Pieces.array(vector.samples(), sample -> out -> write(out, sample));
        } else if (value instanceof Matrix matrix) {
            return Pieces.array(Pieces.joined(Pieces.each(matrix.series().iterator(), QueryWriter::series)));
        }
        throw new AssertionError("unhandled value: " + value);
    }

    private static void text(GoJson out, Text text) {
        out.escapeHtml(true);
        pair(out, NumberText.scalarTime(text.timeMillis()), text.value());
        out.escapeHtml(false);
    }

    private static void write(GoJson out, Sample sample) {
        out.writeStartObject();
        writeMetric(out, sample.labels());
        out.writeFieldName("value");
        pair(out, NumberText.time(sample.timeMillis()), NumberText.sample(sample.value()));
        out.writeEndObject();
    }

    private static void writeMetric(GoJson out, Labels labels) {
        out.writeFieldName("metric");
        AlertWriter.write(out, labels);
    }

    private static Iterator<GoJson.Body> series(Points series) {
        SampleBuffer points = series.points();
        List<GoJson.Body> pieces = new ArrayList<>();
        for (int i = 0; i < points.size(); i += POINTS_PER_PIECE) {
            int from = i;
            pieces.add(out -> write(out, points, from, Math.min(points.size(), from + POINTS_PER_PIECE)));
        }
        return Pieces.within(
                out -> {
                    out.writeStartObject();
                    writeMetric(out, series.labels());
                    out.writeArrayFieldStart("values");
                },
                pieces.iterator(),
                out -> {
                    out.writeEndArray();
                    out.writeEndObject();
                });
    }

    private static void write(GoJson out, SampleBuffer points, int from, int end) {
        for (int i = from; i < end; i++) {
            pair(out, NumberText.time(points.timeMillis(i)), NumberText.sample(points.value(i)));
        }
    }

    private static void pair(GoJson out, String time, String value) {
        out.writeStartArray();
        out.writeRaw(time);
        out.writeString(value);
        out.writeEndArray();
    }
}
