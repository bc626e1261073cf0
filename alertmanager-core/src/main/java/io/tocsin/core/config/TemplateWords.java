package io.tocsin.core.config;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.Templates;
import io.tocsin.core.yaml.Position;
import io.tocsin.core.yaml.Spelling;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people are told of a template that fails: where, what and what to do. */
final class TemplateWords {
    private static final Pattern PLACE =
            Pattern.compile("^(?:template: ?[^:\"]*(?::\\d+)*|html/template(?::(?! )[^:\"]*(?::\\d+)*)?): "
                    + "(?:template: )?(?:executing \"[^\"]*\" )?");
    private static final Pattern FUNCTION = Pattern.compile("function \"([^\"]*)\" not defined");
    private static final Pattern TEMPLATE =
            Pattern.compile("no such template \"([^\"]*)\"|template \"([^\"]*)\" not defined");
    private static final Pattern FIELD = Pattern.compile("can't evaluate field (\\S+) in type \\*?(\\S+)");

    private static final Set<String> FIELDS_OF_ALERT =
            Set.of("Status", "Labels", "Annotations", "StartsAt", "EndsAt", "GeneratorURL", "Fingerprint");

    private static final Set<String> FIELDS_OF_MESSAGE = Set.of(
            "Receiver",
            "Status",
            "Alerts",
            "NotificationReason",
            "GroupLabels",
            "CommonLabels",
            "CommonAnnotations",
            "RouteLabels",
            "ExternalURL");

    /** What the values of each type have. */
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "template.Data",
            FIELDS_OF_MESSAGE,
            "template.Alert",
            FIELDS_OF_ALERT,
            "template.Alerts",
            Set.of("Firing", "Resolved"),
            "template.Pair",
            Set.of("Name", "Value"),
            "template.Pairs",
            Set.of("Names", "Values", "String"));

    private TemplateWords() {}

    /** The message without the place that it begins with. */
    static String plain(TemplateException e) {
        return PLACE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
    }

    /** The defined template that failed; empty for the text of a setting, and where nobody knows. */
    static String definition(TemplateException e) {
        // HTML templates have a copy for each context that they are called in.
        String name = e.detail().definition();
        int copy = name.indexOf("$htmltemplate_");
        return copy < 0 ? name : name.substring(0, copy);
    }

    /** Where in {@code text}, from which {@code e} came, the failure is. */
    static Position position(String file, String text, TemplateException e) {
        return new Position(file, Math.max(1, e.line()), 1 + Math.max(0, characters(text, e)));
    }

    /** The characters before the failure in its line; -1 if nobody knows. */
    static int characters(String text, TemplateException e) {
        if (e.column() < 0) {
            return -1;
        }
        String line = text.lines().skip(Math.max(0, e.line() - 1)).findFirst().orElse("");
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        String before = new String(bytes, 0, Math.min(e.column(), bytes.length), StandardCharsets.UTF_8);
        return before.codePointCount(0, before.length());
    }

    /** What to do about it; empty if nobody knows. */
    static String hint(TemplateException e, Templates templates) {
        String message = plain(e);
        return function(message, templates)
                .or(() -> field(message))
                .or(() -> template(message, templates))
                .or(() -> missing(e.detail().function(), message))
                .orElse("");
    }

    private static Optional<String> function(String message, Templates templates) {
        Matcher function = FUNCTION.matcher(message);
        return function.find()
                ? meant(function.group(1), templates.functions())
                        .or(() -> Optional.of("docs/templates.md lists the functions."))
                : Optional.empty();
    }

    private static Optional<String> field(String message) {
        Matcher field = FIELD.matcher(message);
        if (!field.find()) {
            return Optional.empty();
        }
        String name = field.group(1);
        String type = field.group(2);
        if (type.equals("template.Data") && FIELDS_OF_ALERT.contains(name)) {
            return Optional.of("each alert has it: {{ range .Alerts }}{{ ." + name + " }}{{ end }}"
                    + (name.matches("Labels|Annotations") ? "; what all alerts share is .Common" + name + "." : "."));
        }
        if (type.equals("template.Alert") && FIELDS_OF_MESSAGE.contains(name)) {
            return Optional.of("it belongs to the group: $." + name + " also works inside of range.");
        }
        return meant(name, FIELDS.getOrDefault(type, Set.of()));
    }

    private static Optional<String> template(String message, Templates templates) {
        Matcher template = TEMPLATE.matcher(message);
        if (!template.find()) {
            return Optional.empty();
        }
        String name = template.group(1) == null ? template.group(2) : template.group(1);
        return meant(name, templates.names()).or(() -> Optional.of("no file under \"templates\" defines it."));
    }

    private static Optional<String> missing(String function, String message) {
        if (function.equals("slice")) {
            return Optional.of(
                    "ask first how long it is: {{ if ge (len .Receiver) 3 }}{{ slice .Receiver 0 3 }}{{ end }}.");
        }
        return message.contains("out of range")
                ? Optional.of("ask first whether there is one: {{ with .Alerts.Firing }}...{{ end }}.")
                : Optional.empty();
    }

    private static Optional<String> meant(String name, Collection<String> candidates) {
        return Spelling.closest(name, candidates.stream().sorted().toList())
                .map(near -> "did you mean \"" + near + "\"?");
    }
}
