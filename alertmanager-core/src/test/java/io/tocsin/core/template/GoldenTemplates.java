package io.tocsin.core.template;

import io.tocsin.core.template.run.Limits;
import io.tocsin.core.template.set.AlertmanagerTemplates;
import io.tocsin.core.template.set.TemplateSet;
import io.tocsin.core.template.value.TextBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The engine under test, with the template files and messages of the golden data. */
final class GoldenTemplates {
    private static final TemplateSet.Settings SETTINGS =
            AlertmanagerTemplates.settings(RecordedData::of, ZoneOffset.UTC, Limits.DEFAULT);
    private static final Map<String, Message> MESSAGES = new ConcurrentHashMap<>();
    private static final Map<String, Templates> TEMPLATES = new ConcurrentHashMap<>();

    private GoldenTemplates() {}

    /**
     * {@code out: } and the text, or {@code error: } and the message.
     *
     * @param snippet what it says of text, type, data and glob
     */
    static String render(Map<String, String> snippet, Instant now) {
        Templates templates = TEMPLATES.computeIfAbsent(snippet.getOrDefault("glob", ""), GoldenTemplates::compile);
        String text = snippet.getOrDefault("text", "");
        Template template =
                snippet.getOrDefault("type", "").equals("html") ? templates.html(text) : templates.text(text);
        Message message = MESSAGES.computeIfAbsent(snippet.getOrDefault("data", ""), GoldenTemplates::message);
        try {
            return "out: " + TextBytes.text(template.renderBytes(message, now));
        } catch (TemplateException e) {
            return "error: " + e.getMessage();
        } catch (RuntimeException | StackOverflowError e) {
            return "crash: " + e;
        }
    }

    private static Message message(String file) {
        return GoldenMessages.read(
                file, GoldenBlocks.text(GoldenBlocks.FOLDER.resolve("data").resolve(file)));
    }

    /** @param file empty for none beside the built-in ones */
    private static Templates compile(String file) {
        try {
            return TemplateSet.of(file.isEmpty() ? List.of() : List.of(file(file)), SETTINGS);
        } catch (TemplateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TemplateFile file(String name) {
        Path path = GoldenBlocks.FOLDER.resolve("globs").resolve(name);
        return new TemplateFile(name, path.toString(), GoldenBlocks.text(path));
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, TextBytes.of(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
