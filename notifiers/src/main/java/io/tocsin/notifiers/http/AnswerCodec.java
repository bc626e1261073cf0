package io.tocsin.notifiers.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.regex.Pattern;

/**
 * HTTP/1.1 for one connection, as lenient with answers as Go's client: lines may end in a bare line feed, equal content
 * lengths may repeat or be given beside chunks, the version may be any, names and values of headers are taken as they
 * come. A server that has accepted a notification must not be told again because of its style.
 *
 * <p>As in Go, interim answers are passed over, and bytes that nobody asked for end the connection: they would be taken
 * for the next answer. So does status 101, after which a server speaks something else. Used without pipelining. Owned by the
 * event loop of its channel.
 */
final class AnswerCodec extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {
    private static final Pattern ANY_VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");

    /** As much as is read from a connection at a time: every piece is handed on by itself. */
    private static final int PIECE_MAX_BYTES = 64 * 1024;

    private final int headMaxBytes;
    private boolean isAwaited;
    private boolean isForHead;

    /** @param headMaxBytes of the status line, and again of all headers */
    AnswerCodec(int headMaxBytes) {
        this.headMaxBytes = headMaxBytes;
        init(new Decoder(), new Encoder());
    }

    private final class Encoder extends HttpRequestEncoder {
        @Override
        protected void encode(ChannelHandlerContext context, Object message, List<Object> out) throws Exception {
            if (message instanceof HttpRequest request) {
                isAwaited = true;
                isForHead = request.method().equals(HttpMethod.HEAD);
            }
            super.encode(context, message, out);
        }
    }

    private final class Decoder extends HttpResponseDecoder {
        private boolean isInterim;
        private boolean isSwitched;

        Decoder() {
            super(new HttpDecoderConfig()
                    .setMaxInitialLineLength(headMaxBytes)
                    .setMaxHeaderSize(headMaxBytes)
                    .setMaxChunkSize(PIECE_MAX_BYTES)
                    .setAllowDuplicateContentLengths(true)
                    .setUseRfc9112TransferEncoding(false)
                    .setStrictLineParsing(false)
                    .setValidateHeaders(false));
        }

        /** Vert.x knows HTTP/1.0 and HTTP/1.1 only. As in Go, later versions are taken for the latter. */
        @Override
        protected HttpMessage createMessage(String[] statusLine) {
            if (ANY_VERSION.matcher(statusLine[0]).matches()) {
                boolean isLater = statusLine[0].compareTo(HttpVersion.HTTP_1_0.text()) > 0;
                statusLine[0] = (isLater ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0).text();
            }
            return super.createMessage(statusLine);
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
            if (!isAwaited) {
                close(context, in);
                return;
            }
            int before = out.size();
            super.decode(context, in, out);
            out.subList(before, out.size()).removeIf(each -> !isPartOfAnswer((HttpObject) each));
            if (isSwitched || (!isAwaited && in.isReadable())) {
                withholdEnd(out);
                close(context, in);
            }
        }

        /** What ends with the connection. Some of it may have passed {@link #decode} already. */
        @Override
        protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
            int before = out.size();
            super.decodeLast(context, in, out);
            out.subList(before, out.size()).removeIf(each -> !isPartOfAnswer((HttpObject) each));
        }

        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            return isForHead || super.isContentAlwaysEmpty(message);
        }

        /** Not so for interim answers: nobody waits for them, and Vert.x takes some of them for final. */
        private boolean isPartOfAnswer(HttpObject part) {
            Throwable cause = part.decoderResult().cause();
            if (cause != null && !(cause instanceof CallFailedException)) {
                part.setDecoderResult(DecoderResult.failure(malformed(cause)));
            }
            if (part instanceof HttpResponse response) {
                isSwitched = response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
                isInterim =
                        !isSwitched && cause == null && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            }
            if (part instanceof LastHttpContent && !isInterim) {
                isAwaited = false;
            }
            return !isInterim;
        }

        /** At the end of an answer Vert.x uses its connection for the next request, also one that is being closed. */
        private void withholdEnd(List<Object> out) {
            int last = out.size() - 1;
            if (out.get(last) instanceof LastHttpContent end) {
                out.set(last, new DefaultHttpContent(end.content()));
            }
        }

        private void close(ChannelHandlerContext context, ByteBuf in) {
            isAwaited = false;
            in.skipBytes(in.readableBytes());
            ChannelFuture unused = context.close();
        }

        private CallFailedException malformed(Throwable cause) {
            return new CallFailedException(
                    cause instanceof TooLongFrameException
                            ? "malformed HTTP response: a status line or headers of more than " + headMaxBytes
                                    + " bytes; have the receiver, or what is before it, send less"
                            : "malformed HTTP response: see whether scheme, host and port of the URL are those of an"
                                    + " HTTP server, and what is before it",
                    cause);
        }
    }
}
