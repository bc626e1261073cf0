package io.tocsin.server.prometheus;

import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.promql.DurationExpr;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.Expr.Aggregation;
import io.tocsin.evaluator.promql.Expr.At;
import io.tocsin.evaluator.promql.Expr.Binary;
import io.tocsin.evaluator.promql.Expr.Call;
import io.tocsin.evaluator.promql.Expr.MatrixSelector;
import io.tocsin.evaluator.promql.Expr.NumberLiteral;
import io.tocsin.evaluator.promql.Expr.Paren;
import io.tocsin.evaluator.promql.Expr.Shift;
import io.tocsin.evaluator.promql.Expr.StringLiteral;
import io.tocsin.evaluator.promql.Expr.Subquery;
import io.tocsin.evaluator.promql.Expr.Unary;
import io.tocsin.evaluator.promql.Expr.VectorSelector;
import io.tocsin.evaluator.promql.FunctionSignature;
import io.tocsin.evaluator.promql.ValueType;
import io.tocsin.evaluator.promql.VectorMatching;
import io.tocsin.server.api.GoJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes an expression as a tree.
 *
 * @see "Upstream: web/api/v1/translate_ast.go"
 */
final class ExprWriter {
    private static final double MILLIS_PER_SECOND = 1_000;

    private ExprWriter() {}

    static void write(GoJson out, Expr expr) {
        if (expr instanceof Aggregation aggregation) {
            write(out, aggregation);
        } else if (expr instanceof Binary binary) {
            write(out, binary);
        } else if (expr instanceof Call call) {
            write(out, call);
        } else if (expr instanceof MatrixSelector matrix) {
            selector(out, matrix.selector(), matrix.shift(), Optional.of(matrix.range()), "matrixSelector");
        } else if (expr instanceof Subquery subquery) {
            write(out, subquery);
        } else if (expr instanceof NumberLiteral number) {
            literal(out, "numberLiteral", NumberText.plain(number.value()));
        } else if (expr instanceof StringLiteral text) {
            literal(out, "stringLiteral", text.value());
        } else if (expr instanceof Paren paren) {
            out.writeStartObject();
            inner(out, "expr", paren.inner());
            end(out, "parenExpr");
        } else if (expr instanceof Unary unary) {
            out.writeStartObject();
            inner(out, "expr", unary.inner());
            out.writeStringField("op", unary.isMinus() ? "-" : "+");
            end(out, "unaryExpr");
        } else if (expr instanceof VectorSelector vector) {
            selector(out, vector, vector.shift(), Optional.empty(), "vectorSelector");
        } else {
            throw new AssertionError("unhandled expression: " + expr);
        }
    }

    private static void inner(GoJson out, String field, Expr expr) {
        out.writeFieldName(field);
        write(out, expr);
    }

    private static void end(GoJson out, String type) {
        out.writeStringField("type", type);
        out.writeEndObject();
    }

    private static void literal(GoJson out, String type, String value) {
        out.writeStartObject();
        out.writeStringField("type", type);
        out.writeStringField("val", value);
        out.writeEndObject();
    }

    private static void write(GoJson out, Aggregation aggregation) {
        out.writeStartObject();
        inner(out, "expr", aggregation.inner());
        strings(out, "grouping", aggregation.labels());
        out.writeStringField("op", aggregation.operator().name().toLowerCase(Locale.ROOT));
        out.writeFieldName("param");
        if (aggregation.parameter().isPresent()) {
            write(out, aggregation.parameter().get());
        } else {
            out.writeRaw("null");
        }
        out.writeStringField("type", "aggregation");
        out.writeBooleanField("without", aggregation.isWithout());
        out.writeEndObject();
    }

    private static void write(GoJson out, Binary binary) {
        out.writeStartObject();
        out.writeBooleanField("bool", binary.returnsBool());
        inner(out, "lhs", binary.left());
        out.writeFieldName("matching");
        boolean isOfVectors = binary.left().type() == ValueType.INSTANT_VECTOR
                && binary.right().type() == ValueType.INSTANT_VECTOR;
        if (isOfVectors) {
            write(out, binary.matching());
        } else {
            out.writeRaw("null");
        }
        out.writeStringField("op", binary.operator().sign());
        inner(out, "rhs", binary.right());
        end(out, "binaryExpr");
    }

    private static void write(GoJson out, VectorMatching matching) {
        out.writeStartObject();
        out.writeStringField(
                "card", matching.cardinality().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        strings(out, "include", matching.include());
        strings(out, "labels", matching.labels());
        out.writeBooleanField("on", matching.isOn());
        out.writeEndObject();
    }

    private static void write(GoJson out, Call call) {
        FunctionSignature function = call.function();
        out.writeStartObject();
        out.writeArrayFieldStart("args");
        call.arguments().forEach(argument -> write(out, argument));
        out.writeEndArray();
        out.writeObjectFieldStart("func");
        strings(
                out,
                "argTypes",
                function.arguments().stream().map(ExprWriter::word).toList());
        out.writeStringField("name", function.name());
        out.writeStringField("returnType", word(function.result()));
        out.writeNumberField("variadic", function.optional());
        out.writeEndObject();
        end(out, "call");
    }

    private static String word(ValueType type) {
        return switch (type) {
            case SCALAR -> "scalar";
            case STRING -> "string";
            case INSTANT_VECTOR -> "vector";
            case RANGE_VECTOR -> "matrix";
        };
    }

    private static void write(GoJson out, Subquery subquery) {
        out.writeStartObject();
        inner(out, "expr", subquery.inner());
        duration(out, "offset", subquery.shift().offset());
        duration(out, "range", Optional.of(subquery.range()));
        startOrEnd(out, subquery.shift());
        duration(out, "step", subquery.step());
        timestamp(out, subquery.shift());
        end(out, "subquery");
    }

    private static void selector(
            GoJson out, VectorSelector selector, Shift shift, Optional<DurationExpr> range, String type) {
        out.writeStartObject();
        out.writeArrayFieldStart("matchers");
        selector.matchers().forEach(matcher -> write(out, matcher));
        out.writeEndArray();
        out.writeStringField("name", selector.name().orElse(""));
        duration(out, "offset", shift.offset());
        if (range.isPresent()) {
            duration(out, "range", range);
        }
        startOrEnd(out, shift);
        timestamp(out, shift);
        end(out, type);
    }

    private static void write(GoJson out, Matcher matcher) {
        out.writeStartObject();
        out.writeStringField("name", matcher.name());
        out.writeStringField("type", matcher.type().operator());
        out.writeStringField("value", matcher.value());
        out.writeEndObject();
    }

    private static void startOrEnd(GoJson out, Shift shift) {
        out.writeFieldName("startOrEnd");
        At at = shift.at().orElse(null);
        if (at instanceof At.Start) {
            out.writeString("start");
        } else if (at instanceof At.End) {
            out.writeString("end");
        } else {
            out.writeRaw("null");
        }
    }

    private static void timestamp(GoJson out, Shift shift) {
        out.writeFieldName("timestamp");
        out.writeRaw(shift.at().orElse(null) instanceof At.Time time ? Long.toString(time.millis()) : "null");
    }

    /** Milliseconds; 0 where there is none, or where it is arithmetic, whose worth is not known before it is evaluated. */
    private static void duration(GoJson out, String field, Optional<DurationExpr> duration) {
        long millis = duration.isPresent() && duration.get() instanceof DurationExpr.Literal literal
                ? Math.round(literal.seconds() * MILLIS_PER_SECOND)
                : 0;
        out.writeNumberField(field, millis);
    }

    private static void strings(GoJson out, String field, List<String> values) {
        out.writeArrayFieldStart(field);
        values.forEach(out::writeString);
        out.writeEndArray();
    }
}
