# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set terminal pngcairo noenhanced size 1169,232 font 'sans,12' background '#ffffff'
set output 'nfe10.png'
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1169]
set yrange [0:232]
set label 'At most 10 evaluations' at 14,208 left noenhanced font ',15' textcolor rgb '#222222'
set label 'dpmpp_2m,  NFE 10,  FD 32.4,  precision 0.663,  recall 0.721' at 14,172 left noenhanced textcolor rgb '#444444'
set label 'ddim,  NFE 10,  FD 49.9,  precision 0.725,  recall 0.591' at 14,80 left noenhanced textcolor rgb '#444444'
plot '../pictures/dpmpp_2m-vp_linear-karras-nfe10.png' binary filetype=png origin=(14.5,102.5) with rgbimage, \
     '../pictures/ddim-vp_linear-karras-nfe10.png' binary filetype=png origin=(14.5,10.5) with rgbimage
unset output
