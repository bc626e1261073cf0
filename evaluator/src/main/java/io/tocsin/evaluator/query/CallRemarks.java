package io.tocsin.evaluator.query;

import io.tocsin.core.label.Brief;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.function.Remarks;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.ExprTree;
import io.tocsin.evaluator.promql.Span;
import io.tocsin.evaluator.series.MetricName;

/** What a function has to say, with the metric that it is about and the place of the argument. */
final class CallRemarks implements Remarks {
    private static final Span START = new Span(0, 0);

    private static final String NOT_MONOTONIC = "input to histogram_quantile needed to be fixed for monotonicity (see"
            + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";

    private final Expr.Call call;
    private final int vector;
    private final Annotations annotations;
    private Labels about = Labels.EMPTY;

    /** @param vector index of the argument that has a metric */
    CallRemarks(Expr.Call call, int vector, Annotations annotations) {
        this.call = call;
        this.vector = vector;
        this.annotations = annotations;
    }

    /** From here on it is about this series. */
    void about(Labels labels) {
        about = labels;
    }

    String metricName() {
        return about.get(MetricName.LABEL);
    }

    @Override
    public void warn(int argument, String text) {
        annotations.warn(place(argument), text + metric(argument));
    }

    void corrected(CorrectedBuckets corrected) {
        annotations.inform(place(vector), NOT_MONOTONIC + metric(vector), corrected);
    }

    /** Says it of the vector, without the name behind it. */
    void informPlain(String text) {
        annotations.inform(place(vector), text);
    }

    /** The original has lost the place of a subquery when its function is called, and says the start of the query. */
    private Span place(int argument) {
        Expr expr = ExprTree.unwrapped(call.arguments().get(argument));
        return expr instanceof Expr.Subquery ? START : expr.span();
    }

    private String metric(int argument) {
        String name = argument == vector ? Brief.of(metricName()) : "";
        return name.isEmpty() ? "" : " for metric name " + GoQuote.quote(name);
    }
}
