package io.tocsin.evaluator.config;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.yaml.Position;
import io.tocsin.core.yaml.Problem.Original;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.Spelling;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.promql.ValueType;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.template.RuleTemplates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the rules of one group. */
final class RuleDecoder {
    private static final Pattern UNKNOWN_FUNCTION = Pattern.compile("function \"([^\"]*)\" not defined");
    private static final String NAME_HINT = "write \"alert: Name\" or \"record: name:of:series\".";

    private final Expressions expressions;
    private final SourceText source;
    private final String group;
    private final Labels groupLabels;

    RuleDecoder(Expressions expressions, SourceText source, String group, Labels groupLabels) {
        this.expressions = expressions;
        this.source = source;
        this.group = group;
        this.groupLabels = groupLabels;
    }

    List<RuleConfig> decode(List<YamlNode> elements) {
        List<RuleConfig> rules = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            int number = i + 1;
            if (elements.get(i).isNull()) {
                elements.get(i).warning("nothing stands here", "remove the \"-\".");
            }
            elements.get(i)
                    .mapping("rulefmt.Rule", mapping -> rule(mapping, number))
                    .ifPresent(rules::add);
        }
        return rules;
    }

    /** One rule, and what the original says before its problems. */
    private final class Rule {
        private final YamlMapping mapping;
        private final Optional<String> alert;
        private final Optional<String> record;
        private final String prefix;

        Rule(YamlMapping mapping, int number) {
            this.mapping = mapping;
            this.alert = mapping.text("alert");
            this.record = mapping.text("record");
            this.prefix = "group " + GoQuote.quote(group) + ", rule " + number + ", " + GoQuote.quote(name()) + ": ";
        }

        String name() {
            return alert.or(() -> record).orElse("");
        }

        void refuse(YamlNode node, String message, String hint, String original) {
            node.error(message, hint, Stage.WHOLE, prefix + original);
        }

        void refuseAt(Position place, YamlNode node, String message, String hint, String original) {
            node.problems().error(place, node.path(), message, hint, new Original(Stage.WHOLE, prefix + original));
        }
    }

    private Optional<RuleConfig> rule(YamlMapping mapping, int number) {
        Rule rule = new Rule(mapping, number);
        Optional<YamlNode> node = mapping.get("expr");
        String text = node.flatMap(YamlNode::text).orElse("");
        Optional<Expr> expr = expression(rule, text);
        Duration hold = GlobalDecoder.duration(mapping, "for");
        Duration keepFiring = GlobalDecoder.duration(mapping, "keep_firing_for");
        int errorsBefore = mapping.self().problems().errorCount();
        Labels labels = RuleLabels.merged(groupLabels, RuleLabels.decode(mapping, "labels", "label", rule.prefix));
        Labels annotations = RuleLabels.decode(mapping, "annotations", "annotation", rule.prefix);
        boolean areTexts = mapping.self().problems().errorCount() == errorsBefore;
        checkKind(rule);
        if (rule.record.isPresent()) {
            checkRecording(rule, hold, keepFiring, annotations);
        } else if (areTexts) {
            checkTemplates(rule, "labels", "label");
            checkTemplates(rule, "annotations", "annotation");
        }
        Position position = mapping.self().position();
        if (rule.name().isEmpty()) {
            return Optional.empty();
        }
        return expr.map(parsed -> rule.record.isPresent()
                ? new RuleConfig.Recording(rule.name(), parsed, text, labels, position)
                : new RuleConfig.Alerting(rule.name(), parsed, text, hold, keepFiring, labels, annotations, position));
    }

    private static void checkKind(Rule rule) {
        YamlMapping mapping = rule.mapping;
        if (rule.alert.isPresent() && rule.record.isPresent()) {
            rule.refuse(
                    mapping.at("record"),
                    "\"record\" excludes \"alert\"; expected one of them",
                    "make two rules of it.",
                    "only one of 'record' and 'alert' must be set");
        }
        boolean isMissing = rule.name().isEmpty()
                && !mapping.isMisspelt("alert")
                && !mapping.isMisspelt("record")
                && !mapping.hasErrors();
        if (isMissing) {
            rule.refuse(
                    mapping.self(),
                    "a rule needs \"alert\" or \"record\"",
                    NAME_HINT,
                    "one of 'record' or 'alert' must be set");
        }
    }

    private static void checkRecording(Rule rule, Duration hold, Duration keepFiring, Labels annotations) {
        if (!hold.isZero()) {
            refuseField(rule, "for");
        }
        if (!keepFiring.isZero()) {
            refuseField(rule, "keep_firing_for");
        }
        if (!annotations.isEmpty()) {
            refuseField(rule, "annotations");
        }
        String name = rule.name();
        if (name.contains("{") || name.contains("}")) {
            rule.refuse(
                    rule.mapping.at("record"),
                    "the name of a series cannot have braces",
                    "labels go into \"labels\"; did you mean \"expr\"?",
                    "braces present in the recording rule name; should it be in expr?: " + name);
        } else if (!RuleFileDecoder.isMetricName(name)) {
            rule.refuse(rule.mapping.at("record"), "no name of a series", "", "invalid recording rule name: " + name);
        }
    }

    private static void refuseField(Rule rule, String key) {
        rule.refuse(
                rule.mapping.at(key),
                "a rule that records has no \"" + key + "\"",
                "it belongs to rules with \"alert\".",
                "invalid field '" + key + "' in recording rule");
    }

    private Optional<Expr> expression(Rule rule, String text) {
        YamlNode node = rule.mapping.at("expr");
        if (text.isEmpty()) {
            boolean isTold = rule.mapping.isMisspelt("expr")
                    || node.isList()
                    || rule.mapping.get("expr").filter(YamlNode::isMapping).isPresent();
            if (!isTold) {
                rule.refuse(node, "a rule needs an expression: \"expr\"", "", "field 'expr' must be set in rule");
            }
            return Optional.empty();
        }
        try {
            Expr expr = expressions.read(text);
            warnOfType(node, expr);
            expressions.lookBackBeyondRetention(expr).ifPresent(back -> warnOfRetention(node, back));
            return Optional.of(expr);
        } catch (PromqlSyntaxException e) {
            String message = String.valueOf(e.getMessage());
            rule.refuseAt(
                    source.place(
                            node.position(),
                            text,
                            Math.min(text.length(), e.span().start())),
                    node,
                    withoutPlace(message),
                    "",
                    "could not parse expression: " + message);
        } catch (QueryException e) {
            rule.refuse(node, String.valueOf(e.getMessage()), "", String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** The original's place counts from the beginning of the expression; ours is that of the file. */
    private static String withoutPlace(String message) {
        return message.replaceFirst("^\\d+:\\d+: ", "");
    }

    private static void warnOfType(YamlNode node, Expr expr) {
        if (expr.type() == ValueType.STRING || expr.type() == ValueType.RANGE_VECTOR) {
            node.warning(
                    "every evaluation fails: a rule needs a number or an instant vector, this is a "
                            + expr.type().words(),
                    "wrap it in a function such as rate().");
        }
    }

    private void warnOfRetention(YamlNode node, Duration back) {
        node.warning(
                "looks back " + PrometheusDuration.format(back) + ", and samples are kept for "
                        + expressions
                                .retention()
                                .map(PrometheusDuration::format)
                                .orElse("ever"),
                "keep them longer (--storage.tsdb.retention.time), or look back less.");
    }

    private void checkTemplates(Rule rule, String key, String what) {
        rule.mapping
                .get(key)
                .filter(YamlNode::isMapping)
                .ifPresent(section -> section.entries("map[string]string")
                        .forEach((name, value) -> value.text()
                                .flatMap(text -> RuleTemplates.problem(rule.name(), text))
                                .ifPresent(problem -> refuseTemplate(rule, what, name, value, problem))));
    }

    private void refuseTemplate(Rule rule, String what, String name, YamlNode value, TemplateException problem) {
        String text = value.text().orElse("");
        String message = String.valueOf(problem.getMessage());
        rule.refuseAt(
                source.place(value.position(), text, startOfLine(text, problem.line())),
                value,
                "not a template: " + message.replaceFirst("^template: ?[^:\"]*:\\d+(:\\d+)?: ", ""),
                hint(message),
                what + " " + GoQuote.quote(name) + ": " + message);
    }

    private static String hint(String message) {
        Matcher function = UNKNOWN_FUNCTION.matcher(message);
        return function.find()
                ? Spelling.closest(function.group(1), RuleTemplates.functionNames())
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse("")
                : "";
    }

    private static int startOfLine(String text, int line) {
        int start = 0;
        for (int i = 1; i < line && start >= 0; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        int at = Math.max(0, start);
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return Math.min(at, text.length());
    }
}
