package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.PathGlob;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.TemplateFile;
import io.tocsin.core.template.Templates;
import io.tocsin.core.template.data.MessageValue;
import io.tocsin.core.template.run.Limits;
import io.tocsin.core.template.set.AlertmanagerTemplates;
import io.tocsin.core.template.set.TemplateSet;
import io.tocsin.core.template.value.TextBytes;
import io.tocsin.server.configuration.DiskFiles;
import io.tocsin.server.flags.FlagException;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code amtool template render}: what a template says of a message.
 *
 * <p>Deviation D-223: the built-in templates are there, too, as in the server.
 *
 * @see "Upstream: cli/template_render.go; observed with amtool 0.33.1"
 */
final class TemplateRender {
    /** What {@code --template.type} chooses. */
    enum Type {
        TEXT,
        HTML;

        static Type parse(String text) throws FlagException {
            return switch (text) {
                case "text" -> TEXT;
                case "html" -> HTML;
                default -> throw new FlagException("enum value must be one of html,text, got '" + text + "'");
            };
        }
    }

    private final Session session;
    private final DiskFiles disk = new DiskFiles();
    private final ZoneId zone = ZoneId.systemDefault();

    TemplateRender(Session session) {
        this.session = requireNonNull(session, "session");
    }

    int render() throws CommandFailure {
        String source = session.line().text(AmtoolFlags.TEMPLATE_TEXT);
        try {
            Templates templates =
                    TemplateSet.of(files(), AlertmanagerTemplates.settings(MessageValue::of, zone, Limits.DEFAULT));
            boolean isHtml = session.line().value(AmtoolFlags.TEMPLATE_TYPE) == Type.HTML;
            Template template = isHtml ? templates.html(source) : templates.text(source);
            session.terminal().out().writeBytes(template.renderBytes(message(), session.now()));
            return 0;
        } catch (TemplateException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private Message message() throws CommandFailure {
        String path = session.line().text(AmtoolFlags.TEMPLATE_DATA);
        return path.isEmpty() ? SampleMessage.at(session.now(), zone) : MessageFile.read(path);
    }

    private List<TemplateFile> files() throws CommandFailure {
        List<TemplateFile> files = new ArrayList<>();
        for (String glob : session.line().values(AmtoolFlags.TEMPLATE_GLOB)) {
            PathGlob pattern = PathGlob.parse(glob).orElseThrow(() -> new CommandFailure("syntax error in pattern"));
            for (String path : disk.glob(pattern)) {
                files.add(file(path));
            }
        }
        return files;
    }

    private TemplateFile file(String path) throws CommandFailure {
        try {
            String name = path.substring(path.lastIndexOf('/') + 1);
            return new TemplateFile(name, path, TextBytes.text(disk.read(path)));
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
