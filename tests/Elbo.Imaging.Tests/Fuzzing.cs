using System.Diagnostics;
using Xunit.Abstractions;

namespace Elbo.Imaging.Tests;

/// <summary>Feeds a reader 20,000 damaged files, or as many as the environment variable ELBO_FUZZ says, and watches time and memory.</summary>
internal static class Fuzzing
{
    /// <summary>A loaded machine may stop us for a while; a hang is longer.</summary>
    private const double MostSeconds = 10;

    /// <param name="output">Is told the counts.</param>
    /// <param name="seeds">Valid files by their names.</param>
    /// <param name="mostBytes">The most that one trial may allocate.</param>
    /// <param name="read">Whether a damaged file was read; false where it was refused as it should be. Throws where it was not.</param>
    /// <returns>Which fraction was refused.</returns>
    public static double Refused(ITestOutputHelper output, (string Name, byte[] File)[] seeds, long mostBytes, Func<byte[], bool> read)
    {
        ulong executions = Mutations.Executions(20_000), refused = 0;
        long most = 0;
        for (ulong number = 0; number < executions; number++)
        {
            var (name, seed) = seeds[number % (ulong)seeds.Length];
            byte[] file = Mutations.Of(seed, number);
            long allocated = GC.GetAllocatedBytesForCurrentThread(), started = Stopwatch.GetTimestamp();
            try
            {
                if (!read(file)) refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"Mutation {number} of {name} ends with {e}");
            }
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            var taken = Stopwatch.GetElapsedTime(started);
            Assert.True(allocated <= mostBytes, $"Mutation {number} of {name} allocates {allocated} bytes.");
            Assert.True(taken.TotalSeconds < MostSeconds, $"Mutation {number} of {name} takes {taken}.");
            most = Math.Max(most, allocated);
        }
        output.WriteLine($"{executions} damaged files, {refused} refused, at most {most} bytes for one");
        return (double)refused / executions;
    }
}
