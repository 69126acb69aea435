package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.plan.NullOptions;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The process of the null front end, started by {@link NullServer}. It prints its port. For each
 * number on standard input it makes that many pending activities, and writes each task token after
 * its length. It exits when its parent closes the pipe.
 */
final class NullServerMain {
  private NullServerMain() {}

  public static void main(String[] arguments) throws IOException {
    DataInputStream wanted = new DataInputStream(System.in);
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16));
    try (NullFrontEnd server =
            NullFrontEnd.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "default",
                NullOptions.NONE,
                1);
        TokenMill mill = new TokenMill(server.port())) {
      out.writeInt(server.port());
      out.flush();
      while (true) {
        List<ByteString> tokens = mill.pending(wanted.readInt());
        for (ByteString token : tokens) {
          out.writeInt(token.size());
          token.writeTo(out);
        }
        out.flush();
      }
    } catch (EOFException parentGone) {
      // The parent has closed the pipe, which is the normal end.
    }
  }
}
