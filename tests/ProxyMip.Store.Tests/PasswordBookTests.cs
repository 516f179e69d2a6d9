namespace ProxyMip.Store.Tests;

public sealed class PasswordBookTests
{
    [Theory]
    [InlineData("short")]
    [InlineData("password1234")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("adminadmin123456")]
    [InlineData("operator-in-charge")]
    public void WeakPassword_IsRefusedInWords(string password) => Assert.NotEqual("", PasswordBook.Judge(password, "operator"));

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("Zürich–Bern 7 Züge")]
    public void GoodPassword_IsTaken(string password) => Assert.Equal("", PasswordBook.Judge(password, "admin"));

    [Fact]
    public void Check_TakesTheExactPasswordOnly()
    {
        var book = new PasswordBook();
        var hash = book.Hash("correct horse battery staple");
        Assert.True(book.Check(hash, "correct horse battery staple", out _));
        Assert.False(book.Check(hash, "correct horse battery stapl", out _));
        Assert.False(book.Check(hash, "Correct horse battery staple", out _));
        Assert.False(book.Check(null, "correct horse battery staple", out _));
    }

    [Fact]
    public void SetUpCode_FitsOnceAndOnlyWhileValid()
    {
        var code = new SetUpCode(TimeProvider.System);
        Assert.Equal(32, code.Text.Length);
        Assert.True(code.Fits($" {code.Text.ToUpperInvariant()} "));
        Assert.False(code.Fits(code.Text[1..] + "0x"));
        code.Use();
        Assert.False(code.Fits(code.Text));
    }
}
